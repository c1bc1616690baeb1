"""The lists of the whole catalogue as files, for sites that are built and not served."""
