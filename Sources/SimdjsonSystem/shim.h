// simdjson is C++: CSimdjson includes its header; this module carries its pkg-config name.
