"""How the service stands up to load: asked by wrk over HTTP, beside a bare endpoint."""
