"""How what an incident left behind comes in: files of many formats, read as items for the inbox."""
