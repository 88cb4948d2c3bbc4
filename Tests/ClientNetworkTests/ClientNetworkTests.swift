import Testing

/// The client against a network of processes, one for all: a test leaves it as it was.
@Suite(.serialized, .localNetwork) struct ClientNetworkTests {}
