"""Where documents are handed in and asked for."""

from motcua.gateways.json_http.wire import Intake

INTAKE = Intake(path="/documents", gives="number", asks="symbol")
