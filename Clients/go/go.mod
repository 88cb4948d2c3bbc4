module lit-swift/clients/go

go 1.19
