package ai.openclaw.base;

import java.net.InetAddress;
import java.util.Optional;

/// All addresses that begin with the same bits, such as `10.0.0.0/8` or `fc00::/7`.
public record AddressRange(InetAddress first, int bits) {

    /// @throws IllegalArgumentException if it is none
    public static AddressRange of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException(text));
    }

    public static Optional<AddressRange> parse(String text) {
        var parts = text.split("/", -1);
        if (parts.length != 2 || !parts[1].matches("\\d{1,3}")) {
            return Optional.empty();
        }
        try {
            // Literals only: no name is looked up.
            var first = InetAddress.ofLiteral(parts[0]);
            int bits = Integer.parseInt(parts[1]);
            return bits <= first.getAddress().length * 8
                    ? Optional.of(new AddressRange(first, bits))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public boolean holds(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
