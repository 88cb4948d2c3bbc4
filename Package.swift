// swift-tools-version: 6.2

import PackageDescription

/// The Swift library inside the program: on Linux that saves some 15 MB of memory and 20 ms at each start, and the
/// program runs where no Swift is. Not for what tests link: their bundle has the library beside it.
let standalone: [LinkerSetting] = [
    .unsafeFlags(
        [
            "-use-ld=lld", "-static-stdlib", "-lFoundationEssentials", "-lFoundationInternationalization",
            "-lCoreFoundation",
            "-l_FoundationICU", "-l_FoundationCShims", "-l_FoundationCollections", "-lstdc++",
            "-Xlinker", "--no-export-dynamic", "-Xlinker", "--gc-sections",
        ], .when(platforms: [.linux]))
]

let package = Package(
    name: "lit-swift",
    platforms: [.macOS(.v15), .iOS(.v18)],
    products: [
        .library(name: "Primitives", targets: ["Primitives"]),
        .library(name: "Secp256k1", targets: ["Secp256k1"]),
        .library(name: "Ethereum", targets: ["Ethereum"]),
        .library(name: "HTTPTransport", targets: ["HTTPTransport"]),
        .library(name: "URLSessionTransport", targets: ["URLSessionTransport"]),
        .library(name: "EthereumRPC", targets: ["EthereumRPC"]),
        .library(name: "BLS12381", targets: ["BLS12381"]),
        .library(name: "ThresholdBLS", targets: ["ThresholdBLS"]),
        .library(name: "Threshold", targets: ["Threshold"]),
        .library(name: "LitContracts", targets: ["LitContracts"]),
        .library(name: "EVM", targets: ["EVM"]),
        .library(name: "DevChain", targets: ["DevChain"]),
        .library(name: "KeyStore", targets: ["KeyStore"]),
        .library(name: "ActionRuntime", targets: ["ActionRuntime"]),
        .library(name: "LitProtocol", targets: ["LitProtocol"]),
        .library(name: "Lit", targets: ["Lit"]),
        .library(name: "LitNode", targets: ["LitNode"]),
        .library(name: "LocalNetwork", targets: ["LocalNetwork"]),
        .executable(name: "lit", targets: ["LitCLI"]),
        .executable(name: "lit-sidecar", targets: ["lit-sidecar"]),
        .executable(name: "lit-action-worker", targets: ["lit-action-worker"]),
        .executable(name: "conformance", targets: ["conformance"]),
    ],
    traits: [
        .trait(
            name: "SystemSecp256k1",
            description:
                "On Linux, use the system's libsecp256k1 for curve arithmetic; without it, pure Swift serves."
        ),
        .default(enabledTraits: ["SystemSecp256k1"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.0.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        // Floor 0: system libraries.
        .systemLibrary(
            name: "CSecp256k1",
            pkgConfig: "libsecp256k1",
            providers: [.apt(["libsecp256k1-dev"]), .brew(["secp256k1"])]
        ),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CStatx"),
        .systemLibrary(
            name: "CJavaScriptCore",
            pkgConfig: "javascriptcoregtk-4.1",
            providers: [.apt(["libjavascriptcoregtk-4.1-dev"])]
        ),
        .target(name: "CSandbox"),

        // JavaScript as text in a Swift file: one executable needs no folder beside it.
        .executableTarget(name: "embed-javascript", path: "Plugins/Tool"),
        .plugin(
            name: "EmbedJavaScript",
            capability: .buildTool(),
            dependencies: ["embed-javascript"],
            path: "Plugins/EmbedJavaScript"
        ),

        // Floor 1: bytes and numbers.
        .target(name: "Primitives", dependencies: [.product(name: "Crypto", package: "swift-crypto")]),

        // Floor 2: the curve, and the wire.
        .target(
            name: "Secp256k1",
            dependencies: [
                "Primitives",
                .target(
                    name: "CSecp256k1",
                    condition: .when(platforms: [.linux], traits: ["SystemSecp256k1"])
                ),
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .target(
            name: "HTTPExchange",
            dependencies: ["Primitives", .product(name: "Logging", package: "swift-log")]
        ),
        // By itself, because Foundation's networking on Linux loads libcurl and whatever that needs.
        .target(
            name: "URLSessionTransport",
            dependencies: ["HTTPExchange", .product(name: "Logging", package: "swift-log")]
        ),
        .target(
            name: "HTTPTransport",
            dependencies: [
                "Primitives",
                "HTTPExchange",
                .target(name: "URLSessionTransport", condition: .when(platforms: [.macOS, .iOS])),
                .product(name: "Logging", package: "swift-log"),
                .product(
                    name: "AsyncHTTPClient",
                    package: "async-http-client",
                    condition: .when(platforms: [.linux, .macOS])
                ),
                .product(
                    name: "NIOCore",
                    package: "swift-nio",
                    condition: .when(platforms: [.linux, .macOS])
                ),
                .product(
                    name: "NIOPosix",
                    package: "swift-nio",
                    condition: .when(platforms: [.linux, .macOS])
                ),
                .product(
                    name: "NIOHTTP1",
                    package: "swift-nio",
                    condition: .when(platforms: [.linux, .macOS])
                ),
                .product(
                    name: "NIOHTTPCompression",
                    package: "swift-nio-extras",
                    condition: .when(platforms: [.linux, .macOS])
                ),
                .product(
                    name: "NIOSSL",
                    package: "swift-nio-ssl",
                    condition: .when(platforms: [.linux, .macOS])
                ),
            ]
        ),

        .target(
            name: "BLS12381",
            dependencies: ["Primitives", .product(name: "Crypto", package: "swift-crypto")]
        ),

        // What keys are made of passwords with: apart from Ethereum, so that it needs no more than
        // FoundationEssentials.
        .target(
            name: "KeyDerivation",
            dependencies: [
                "Primitives",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]
        ),

        // Floor 3: Ethereum's formats, without I/O.
        .target(
            name: "Ethereum",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "KeyDerivation",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]
        ),

        .target(
            name: "EthereumRPC",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "HTTPTransport",
                "Ethereum",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .target(
            name: "ThresholdBLS",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "BLS12381",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),

        .target(
            name: "Threshold",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "BLS12381",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),

        // Floor 4: the virtual machine, and the contracts that run in it.
        .target(
            name: "LitContracts",
            dependencies: ["Primitives", "Ethereum", "EthereumRPC"]
        ),
        .target(
            name: "EVM",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "BLS12381",
                "Ethereum",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),

        // Floor 5: the development chain.
        .target(
            name: "DevChain",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "Ethereum",
                "EVM",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),

        .target(
            name: "KeyStore",
            dependencies: [
                .target(name: "CStatx", condition: .when(platforms: [.linux])),
                "Primitives",
                "Secp256k1",
                "BLS12381",
                "Threshold",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),

        // Lit Actions: what host and worker say to each other, the host, and the worker with the engine in it.
        .target(name: "ActionProtocol", dependencies: ["Primitives"]),
        .target(
            name: "ActionRuntime",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "HTTPTransport",
                "Ethereum",
                "EthereumRPC",
                "ActionProtocol",
                "CSandbox",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),
        .target(
            name: "ActionWorker",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "KeyDerivation",
                "ActionProtocol",
                "CSandbox",
                .target(name: "CJavaScriptCore", condition: .when(platforms: [.linux])),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            exclude: ["JavaScript"],
            plugins: ["EmbedJavaScript"]
        ),

        // The wire protocol, shared by nodes and clients.
        .target(
            name: "LitProtocol",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "Ethereum",
                "ThresholdBLS",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),

        // Floor 5: the client.
        .target(
            name: "Lit",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "HTTPTransport",
                "Ethereum",
                "EthereumRPC",
                "ThresholdBLS",
                "LitContracts",
                "LitProtocol",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),

        // The client for programs in other languages, over HTTP on this machine.
        .target(
            name: "LitSidecar",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "HTTPTransport",
                "Ethereum",
                "EthereumRPC",
                "ThresholdBLS",
                "LitContracts",
                "LitProtocol",
                "Lit",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),

        // Messages between nodes, and what they do together with their shares.
        .target(
            name: "PeerTransport",
            dependencies: [
                "Primitives",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ]
        ),
        .target(
            name: "KeyService",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "BLS12381",
                "Threshold",
                "ThresholdBLS",
                "KeyStore",
                "PeerTransport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),

        // Floor 6: the node.
        .target(
            name: "LitNode",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "HTTPTransport",
                "Ethereum",
                "EthereumRPC",
                "ThresholdBLS",
                "LitContracts",
                "LitProtocol",
                "KeyStore",
                "PeerTransport",
                "KeyService",
                "ActionProtocol",
                "ActionRuntime",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),

        // Floor 7: a whole network on one machine.
        .target(
            name: "LocalNetwork",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "HTTPTransport",
                "Ethereum",
                "EthereumRPC",
                "LitContracts",
                "LitProtocol",
                "KeyStore",
                "PeerTransport",
                "LitNode",
                "ActionRuntime",
                "DevChain",
                "CSandbox",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),

        // Executables.
        .executableTarget(
            name: "lit-action-worker", dependencies: ["ActionWorker"], linkerSettings: standalone),
        .executableTarget(
            name: "lit-sidecar",
            dependencies: ["LitSidecar", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            linkerSettings: standalone
        ),
        // Not `lit`: on file systems that do not tell capitals apart, that and the client are one folder.
        .executableTarget(
            name: "LitCLI",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "HTTPTransport",
                "Ethereum",
                "EthereumRPC",
                "LitContracts",
                "DevChain",
                "ActionRuntime",
                "LitProtocol",
                "Lit",
                "ThresholdBLS",
                "KeyStore",
                "PeerTransport",
                "LitSidecar",
                "LitNode",
                "LocalNetwork",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            linkerSettings: standalone
        ),
        .executableTarget(
            name: "conformance",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "BLS12381",
                "Ethereum",
                "ThresholdBLS",
                "Threshold",
                "EVM",
                "DevChain",
                "CZlib",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .executableTarget(name: "QuickStart", dependencies: ["Lit"], path: "Examples/QuickStart"),

        // Benchmarks.
        .executableTarget(
            name: "benchmarks",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "BLS12381",
                "Ethereum",
                "ThresholdBLS",
                "Threshold",
                "EVM",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/Sources/benchmarks"
        ),
        .executableTarget(
            name: "chainload",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "Ethereum",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            path: "Benchmarks/Sources/chainload"
        ),
        .executableTarget(
            name: "actionload",
            dependencies: [
                "ActionRuntime",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/Sources/actionload"
        ),
        .executableTarget(
            name: "clientload",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "HTTPTransport",
                "Ethereum",
                "EthereumRPC",
                "LitContracts",
                "LitProtocol",
                "Lit",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/Sources/clientload",
            linkerSettings: standalone
        ),

        // Tests.
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .executableTarget(
            name: "ct-probe",
            dependencies: ["Primitives", "Secp256k1", "BLS12381", "ThresholdBLS", "Threshold"],
            path: "Tests/ConstantTimeProbe"
        ),
        .executableTarget(
            name: "nonce-probe",
            dependencies: ["Primitives", "Secp256k1", "Ethereum", "EthereumRPC"],
            path: "Tests/NonceProbe"
        ),
        .target(name: "CCrashFiles", path: "Tests/CrashFiles"),
        .executableTarget(
            name: "store-probe",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "BLS12381",
                "Threshold",
                "KeyStore",
                "CCrashFiles",
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/StoreProbe"
        ),
        .executableTarget(name: "sandbox-probe", dependencies: ["CSandbox"], path: "Tests/SandboxProbe"),
        .testTarget(name: "PrimitivesTests", dependencies: ["Primitives", "TestSupport"]),
        .testTarget(name: "Secp256k1Tests", dependencies: ["Primitives", "Secp256k1", "TestSupport"]),
        .testTarget(
            name: "HTTPTransportTests",
            dependencies: [
                "Primitives",
                "HTTPTransport",
                "URLSessionTransport",
                "TestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "EthereumTests",
            dependencies: ["Primitives", "Secp256k1", "KeyDerivation", "Ethereum", "TestSupport"]
        ),
        .testTarget(
            name: "EthereumRPCTests",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "HTTPTransport",
                "Ethereum",
                "EthereumRPC",
                "DevChain",
                "TestSupport",
                "nonce-probe",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .testTarget(
            name: "BLS12381Tests",
            dependencies: ["Primitives", "BLS12381", "TestSupport"]
        ),
        .testTarget(
            name: "ThresholdBLSTests",
            dependencies: ["Primitives", "Secp256k1", "BLS12381", "ThresholdBLS", "TestSupport"]
        ),
        .testTarget(
            name: "ThresholdTests",
            dependencies: ["Primitives", "Secp256k1", "BLS12381", "Threshold", "TestSupport"]
        ),
        .testTarget(
            name: "KeyStoreTests",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "BLS12381",
                "Threshold",
                "KeyStore",
                "TestSupport",
                "store-probe",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(
            name: "ActionProtocolTests",
            dependencies: ["Primitives", "ActionProtocol", "TestSupport"]
        ),
        .testTarget(
            name: "ActionWorkerTests",
            dependencies: [
                "Primitives",
                "ActionProtocol",
                "ActionWorker",
                "CSandbox",
                "TestSupport",
                "sandbox-probe",
            ]
        ),
        .testTarget(
            name: "ActionRuntimeTests",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "HTTPTransport",
                "Ethereum",
                "EthereumRPC",
                "ActionProtocol",
                "ActionRuntime",
                "DevChain",
                "TestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .testTarget(
            name: "LitContractsTests",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "HTTPTransport",
                "Ethereum",
                "EthereumRPC",
                "ThresholdBLS",
                "LitContracts",
                "DevChain",
                "TestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .testTarget(
            name: "LitProtocolTests",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "Ethereum",
                "ThresholdBLS",
                "LitProtocol",
                "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .testTarget(
            name: "PeerTransportTests",
            dependencies: [
                "Primitives",
                "PeerTransport",
                "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),
        .testTarget(
            name: "KeyServiceTests",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "BLS12381",
                "Threshold",
                "ThresholdBLS",
                "KeyStore",
                "PeerTransport",
                "KeyService",
                "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(
            name: "LitNodeTests",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "HTTPTransport",
                "Ethereum",
                "EthereumRPC",
                "ThresholdBLS",
                "LitContracts",
                "LitProtocol",
                "KeyStore",
                "PeerTransport",
                "KeyService",
                "ActionProtocol",
                "ActionRuntime",
                "LitNode",
                "DevChain",
                "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .testTarget(
            name: "LocalNetworkTests",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "HTTPTransport",
                "Ethereum",
                "EthereumRPC",
                "ThresholdBLS",
                "Threshold",
                "LitContracts",
                "LitProtocol",
                "KeyStore",
                "LitNode",
                "LocalNetwork",
                "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        // Networks of processes, for tests.
        .target(
            name: "NetworkTestSupport",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "HTTPTransport",
                "Ethereum",
                "EthereumRPC",
                "LitContracts",
            ],
            path: "Tests/NetworkTestSupport"
        ),
        .testTarget(
            name: "RealNetworkTests",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "HTTPTransport",
                "Ethereum",
                "EthereumRPC",
                "ThresholdBLS",
                "Threshold",
                "LitContracts",
                "LitProtocol",
                "KeyStore",
                "LitNode",
                "LocalNetwork",
                "TestSupport",
                "NetworkTestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(
            name: "LitTests",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "HTTPTransport",
                "Ethereum",
                "EthereumRPC",
                "ThresholdBLS",
                "LitContracts",
                "LitProtocol",
                "Lit",
                "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(
            name: "ClientNetworkTests",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "HTTPTransport",
                "Ethereum",
                "EthereumRPC",
                "LitContracts",
                "LitProtocol",
                "Lit",
                "TestSupport",
                "NetworkTestSupport",
                "QuickStart",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "Ethereum",
                "EthereumRPC",
                "LitContracts",
                "TestSupport",
                "NetworkTestSupport",
            ]
        ),
        .testTarget(
            name: "LitSidecarTests",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "Ethereum",
                "Lit",
                "LitSidecar",
                "NetworkTestSupport",
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "PolyglotTests",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "BLS12381",
                "HTTPTransport",
                "Ethereum",
                "EthereumRPC",
                "ThresholdBLS",
                "LitContracts",
                "LitProtocol",
                "Lit",
                "LitSidecar",
                "NetworkTestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "EVMTests",
            dependencies: ["Primitives", "Secp256k1", "Ethereum", "EVM", "TestSupport"]
        ),
        .testTarget(
            name: "DevChainTests",
            dependencies: [
                "Primitives",
                "Secp256k1",
                "Ethereum",
                "EVM",
                "DevChain",
                "HTTPTransport",
                "TestSupport",
                "conformance",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

// One set of rules for every Swift target.
let inC: Set = ["CSandbox", "CCrashFiles", "sandbox-probe"]
for target in package.targets
where target.type != .system && target.type != .plugin && !inC.contains(target.name) {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("InferIsolatedConformances"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        ]
}
