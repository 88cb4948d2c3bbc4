/// What the first machine of a process runs, in a context apart, before the process is shut in.
///
/// The engine reads about the machine, and maps the region of its compiler, when it makes its first machine; the rest,
/// from WebAssembly to time zones, it does later without opening anything, as a test behind the filter shows. So
/// this is short, and the first worker of a template does not wait for it.
enum WarmUp {
    static let script = """
        (async () => {
          /a+(b|c)*?/iu.test("ab");
          new Date(2020, 6, 1).toString();
          await null;
        })();
        """
}
