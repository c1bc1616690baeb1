"""Where articles come from; every source yields what it says as `RawArticle`."""
