"""The importers: one module each, found by being here."""
