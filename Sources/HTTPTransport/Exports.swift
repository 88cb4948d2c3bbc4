// The protocol, requests and responses, which every form speaks.
@_exported public import HTTPExchange
