"""The files to import: how they are opened, decoded and reported on."""
