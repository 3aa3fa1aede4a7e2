"""The editor's server: state, pictures, words and jobs of `annotator edit`."""
