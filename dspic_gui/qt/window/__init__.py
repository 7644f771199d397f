"""The frame around the pages: menus, keys, dialogs, status."""
