// Starts what the page asks for; see docs/design-system.md.
