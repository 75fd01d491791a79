"""The portal's newer exchange, in six steps: token, number, files, dossier, progress, state.

The order, the members and the statuses of HTTP are those of a province's adapter as its provider describes it publicly; the
paths are ours to agree with it (`wire`). What it has no step for, the catalogue and asking after a dossier, is asked by the
older exchange.
"""
