"""Starting content: pages, facts and vocabularies, as files; read by `extranet import` and by the standard."""
