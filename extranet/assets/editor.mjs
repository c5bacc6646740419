// What the page editor takes from ProseMirror, as one module: static/js/editor imports it from vendor/editor.js.
export { baseKeymap, chainCommands, createParagraphNear, exitCode, lift, selectParentNode, setBlockType, splitBlock, toggleMark, wrapIn } from "prosemirror-commands";
export { dropCursor } from "prosemirror-dropcursor";
export { GapCursor, gapCursor } from "prosemirror-gapcursor";
export { history, redo, redoDepth, undo, undoDepth } from "prosemirror-history";
export { InputRule, inputRules, textblockTypeInputRule, undoInputRule, wrappingInputRule } from "prosemirror-inputrules";
export { keymap } from "prosemirror-keymap";
export { DOMParser, DOMSerializer, Fragment, Mark, Node, Schema, Slice } from "prosemirror-model";
export { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
export { EditorState, NodeSelection, Plugin, PluginKey, Selection, TextSelection } from "prosemirror-state";
export { addColumnAfter, addColumnBefore, addRowAfter, addRowBefore, deleteColumn, deleteRow, deleteTable, isInTable, selectedRect, tableEditing, tableNodes } from "prosemirror-tables";
export { canJoin, findWrapping } from "prosemirror-transform";
export { Decoration, DecorationSet, EditorView } from "prosemirror-view";
