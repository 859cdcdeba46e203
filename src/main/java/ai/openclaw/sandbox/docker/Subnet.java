package ai.openclaw.sandbox.docker;

/// A range of IPv4 addresses.
///
/// @param base its first address, as a number
/// @param prefix bits that all its addresses share, 0 to 32
record Subnet(long base, int prefix) {

    Subnet {
        base &= -1L << (32 - prefix) & 0xffff_ffffL;
    }

    /// Reads CIDR notation, such as `10.213.0.0/16`; bits beyond the prefix are ignored.
    ///
    /// @throws IllegalArgumentException if it is none, or of IPv6
    static Subnet parse(String cidr) {
        var parts = cidr.strip().split("/", -1);
        var numbers = parts[0].split("\\.", -1);
        try {
            int prefix = parts.length == 2 ? Integer.parseInt(parts[1]) : -1;
            if (numbers.length == 4 && prefix >= 0 && prefix <= 32) {
                long base = 0;
                for (String number : numbers) {
                    int octet = Integer.parseInt(number);
                    if (octet < 0 || octet > 255) {
                        throw new NumberFormatException(number);
                    }
                    base = base << 8 | octet;
                }
                return new Subnet(base, prefix);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "'" + cidr + "' is no IPv4 subnet such as 10.213.0.0/16");
    }

    long size() {
        return 1L << (32 - prefix);
    }

    boolean overlaps(Subnet other) {
        return base < other.base + other.size() && other.base < base + size();
    }

    /// Its address number n, counted from 0.
    String address(long n) {
        long a = base + n;
        return (a >> 24 & 255) + "." + (a >> 16 & 255) + "." + (a >> 8 & 255) + "." + (a & 255);
    }

    @Override
    public String toString() {
        return address(0) + "/" + prefix;
    }
}
