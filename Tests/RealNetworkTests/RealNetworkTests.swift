import Testing

/// Networks of processes, one at a time: they share the machine's cores.
@Suite(.serialized) enum RealNetworkTests {}
