// What the tools and keys do. Each is a ProseMirror command: (state, dispatch, view) => whether it can be done.
import { Fragment, NodeSelection, TextSelection, isInTable, lift, liftListItem, setBlockType, sinkListItem, toggleMark, wrapIn, wrapInList } from "../../vendor/editor.js";
import { schema } from "./schema.js";

const { nodes: n, marks: m } = schema;
const SAY = "\n{: .say }";

export const bold = toggleMark(m.strong);
export const italic = toggleMark(m.em);
export const text = setBlockType(n.paragraph);
export const heading = (level) => (state, dispatch) => setBlockType(isHeading(state, level) ? n.paragraph : n.heading, { level })(state, dispatch);
export const say = (state, dispatch) => setBlockType(n.paragraph, { tail: isSaid(state) ? "" : SAY })(state, dispatch);

export const hasMark = (state, type) => {
  const { from, to, empty, $from } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
};
export const isHeading = (state, level) => state.selection.$from.parent.type === n.heading && state.selection.$from.parent.attrs.level === level;
export const isSaid = (state) => state.selection.$from.parent.attrs.tail?.includes(".say") ?? false;

/** The depth of the nearest block of these types round the cursor; -1 outside them. */
export function depthOf(state, ...types) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth >= 0; depth -= 1) if (types.includes($from.node(depth).type)) return depth;
  return -1;
}

const listAt = (state) => { const depth = depthOf(state, n.bullet_list, n.ordered_list); return depth < 0 ? null : { node: state.selection.$from.node(depth), at: state.selection.$from.before(depth) }; };

export const list = (type) => (state, dispatch) => {
  const found = listAt(state);
  if (!found) return wrapInList(type)(state, dispatch) || fromHeading(state, dispatch, type);
  if (found.node.type === type) return liftListItem(n.list_item)(state, dispatch);
  if (dispatch) dispatch(state.tr.setNodeMarkup(found.at, type, { loose: found.node.attrs.loose }));
  return true;
};
// A heading becomes a paragraph first: points of a list are paragraphs.
function fromHeading(state, dispatch, type) {
  if (state.selection.$from.parent.type !== n.heading) return false;
  const tr = state.tr.setBlockType(state.selection.from, state.selection.to, n.paragraph);
  const done = wrapInList(type)(state.apply(tr), (wrapped) => wrapped.steps.forEach((step) => tr.step(step)));
  if (done && dispatch) dispatch(tr);
  return done;
}

export const isInList = (state, type) => listAt(state)?.node.type === type;
export const deeper = sinkListItem(n.list_item);
export const shallower = liftListItem(n.list_item);

export const quote = (state, dispatch) => (depthOf(state, n.blockquote) >= 0 ? lift(state, dispatch) : wrapIn(n.blockquote)(state, dispatch));
export const callout = (state, dispatch) => (depthOf(state, n.callout) >= 0 ? lift(state, dispatch) : wrapIn(n.callout)(state, dispatch));

export const lineBreak = (state, dispatch) => {
  if (depthOf(state, n.heading) >= 0) return false;
  if (dispatch) dispatch(state.tr.replaceSelectionWith(n.hard_break.create()).scrollIntoView());
  return true;
};

/** A fresh paragraph below the box, table or island the cursor is in. */
export const leave = (state, dispatch) => {
  const { $to } = state.selection;
  if (dispatch) {
    const at = state.selection instanceof NodeSelection && !$to.depth ? state.selection.to : $to.after(1);
    const tr = state.tr.insert(at, n.paragraph.create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
  }
  return true;
};

export function insertTable(rows, columns) {
  return (state, dispatch) => {
    if (isInTable(state) || depthOf(state, n.list_item) >= 0) return false;
    const row = (type) => n.table_row.create(null, Array.from({ length: columns }, () => type.createAndFill()));
    const table = n.table.create(null, [row(n.table_header), ...Array.from({ length: rows }, () => row(n.table_cell))]);
    return insertBlock(table, 4)(state, dispatch);
  };
}

/** Put a block in, after the paragraph the cursor is in, or instead of it when it is empty; the cursor goes `inside` places into it. */
export function insertBlock(block, inside) {
  return (state, dispatch) => {
    const { $from } = state.selection;
    const depth = $from.depth && $from.parent.isTextblock ? $from.depth : 0;
    const isEmpty = depth > 0 && !$from.parent.content.size && $from.parent.type === n.paragraph;
    const at = depth ? (isEmpty ? $from.before(depth) : $from.after(depth)) : state.selection.to;
    const parent = depth ? $from.node(depth - 1) : state.doc;
    const index = depth ? $from.index(depth - 1) + (isEmpty ? 0 : 1) : 0;
    if (depth && !parent.canReplaceWith(index, isEmpty ? index + 1 : index, block.type)) return false;
    if (dispatch) {
      const tr = state.tr.replaceWith(at, isEmpty ? $from.after(depth) : at, block);
      dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(at + inside, tr.doc.content.size)))).scrollIntoView());
    }
    return true;
  };
}

/** A text for some authorities. What is selected becomes the text for everyone else, when that is wanted; never a box in a box. */
export function insertLocal(head, withOtherwise) {
  return (state, dispatch) => {
    const { $from, $to, empty } = state.selection;
    if (!dispatch) return true;
    const inside = depthOf(state, n.local) === 1;
    const range = [$from.depth ? $from.before(1) : $from.pos, $to.depth ? $to.after(1) : $to.pos];
    const chosen = []; // the blocks at the outside that the selection touches
    if (!empty && !inside) state.doc.slice(...range).content.forEach((one) => chosen.push(one));
    const isFit = chosen.length > 0 && chosen.every((one) => one.type !== n.local);
    const own = n.local.create({ head }, n.paragraph.create());
    const others = withOtherwise && !inside ? [n.local.create(null, isFit ? Fragment.from(chosen) : n.paragraph.create())] : [];
    const isBlank = empty && $from.depth === 1 && !$from.parent.content.size;
    const [from, to] = isFit && withOtherwise ? range : isBlank ? range : [range[1], range[1]];
    const tr = state.tr.replaceWith(from, to, [own, ...others]);
    dispatch(tr.setSelection(TextSelection.create(tr.doc, from + 2)).scrollIntoView());
    return true;
  };
}

/** The alignment of every cell in the cursor's column. */
export function align(side) {
  return (state, dispatch) => {
    if (!isInTable(state)) return false;
    const { $from } = state.selection;
    const depth = depthOf(state, n.table);
    const column = $from.index(depth + 1);
    const tr = state.tr;
    $from.node(depth).forEach((row, offset) => {
      if (column >= row.childCount) return;
      let at = $from.start(depth) + offset + 1;
      for (let i = 0; i < column; i += 1) at += row.child(i).nodeSize;
      tr.setNodeMarkup(at, null, { ...row.child(column).attrs, align: row.child(column).attrs.align === side ? "" : side });
    });
    if (dispatch) dispatch(tr);
    return true;
  };
}
