"""Another Motcua: messages go straight from its outbox into our inbox, in batches, over HTTP with mutual TLS.

    POST /messages          a list of parcels; answered by a list of verdicts, one each, in the same order
    POST /files/lacking     a list of digests; answered by those that are not there yet
    PUT  /files/DIGEST      the bytes of a file (?name=…); 204

Who sends is who the certificate of the connection names. Everything may be sent again: it changes nothing.
"""
