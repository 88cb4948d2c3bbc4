#if !(os(Linux) && canImport(AsyncHTTPClient))
    internal import URLSessionTransport
#endif

/// The platform's usual form, with its defaults: AsyncHTTPClient on Linux, URLSession on Apple platforms.
public func makeHTTPTransport() -> any HTTPTransport {
    #if os(Linux) && canImport(AsyncHTTPClient)
        AsyncHTTPClientTransport()
    #else
        URLSessionTransport()
    #endif
}
