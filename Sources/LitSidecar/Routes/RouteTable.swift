/// Everything that the sidecar does: what requests are matched with, and what the OpenAPI document is made of.
package enum RouteTable {
    package static let all: [Route] =
        tagged("Sidecar", SidecarRoutes.all) + tagged("Clients", ClientRoutes.all)
        + tagged("Accounts", AccountRoutes.all) + tagged("PKPs", PKPRoutes.all)
        + tagged("Sessions", SessionRoutes.all) + tagged("Actions", ActionRoutes.all)
        + tagged("Data", DataRoutes.all) + tagged("Capacity and messages", CapacityRoutes.all)

    private static func tagged(_ tag: String, _ routes: [Route]) -> [Route] {
        routes.map { route in
            var route = route
            route.tag = tag
            return route
        }
    }

    /// How the paths of what belongs to a client begin.
    static let client = "/v1/clients/{client}"
}
