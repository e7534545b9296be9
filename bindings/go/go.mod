// The path is reserved (RFC 2606) until the module is published: use it by a replace or a workspace, as README.md shows.
module toegang.example/toegang

go 1.19
