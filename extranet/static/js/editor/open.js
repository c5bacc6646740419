// The page editor over a text area.
export function open() {}
