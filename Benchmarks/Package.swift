// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "lit-swift", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    ],
    targets: [
        .executableTarget(
            name: "benchmarks",
            dependencies: [
                .product(name: "Primitives", package: "lit-swift"),
                .product(name: "Secp256k1", package: "lit-swift"),
                .product(name: "BLS12381", package: "lit-swift"),
                .product(name: "Ethereum", package: "lit-swift"),
                .product(name: "ThresholdBLS", package: "lit-swift"),
                .product(name: "Threshold", package: "lit-swift"),
                .product(name: "EVM", package: "lit-swift"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "chainload",
            dependencies: [
                .product(name: "Primitives", package: "lit-swift"),
                .product(name: "Secp256k1", package: "lit-swift"),
                .product(name: "Ethereum", package: "lit-swift"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "actionload",
            dependencies: [
                .product(name: "ActionRuntime", package: "lit-swift"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6]
)
