"""What the server draws of the editor's page, one module for each panel."""
