package ai.openclaw.base;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;

/// Where a list goes on: the sort keys of the last row seen. Opaque to clients, yet not secret; a
/// client that makes one up gets a 400 or a place in its own list.
///
/// @param keys texts without U+001F
public record Cursor(List<String> keys) {

    private static final String SEPARATOR = "\u001f";

    public Cursor {
        keys = List.copyOf(keys);
    }

    public static Cursor of(Object... keys) {
        return new Cursor(List.of(keys).stream().map(Object::toString).toList());
    }

    /// @throws InvalidRequest on `cursor`, if it is not one of ours with so many keys
    public static Cursor parse(String text, int keys) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        if (bytes.length < Integer.BYTES) {
            throw invalid();
        }
        var buffer = ByteBuffer.wrap(bytes);
        int sum = buffer.getInt();
        byte[] body = new byte[buffer.remaining()];
        buffer.get(body);
        var parts = List.of(new String(body, StandardCharsets.UTF_8).split(SEPARATOR, -1));
        if (sum != checksum(body) || parts.size() != keys) {
            throw invalid();
        }
        return new Cursor(parts);
    }

    /// @throws InvalidRequest on `cursor`, if that key is no UUID
    public UUID uuid(int key) {
        try {
            return UUID.fromString(keys.get(key));
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    /// @throws InvalidRequest on `cursor`, if that key is no time
    public Instant instant(int key) {
        try {
            return Instant.parse(keys.get(key));
        } catch (DateTimeException e) {
            throw invalid();
        }
    }

    /// @throws InvalidRequest on `cursor`, if that key is no whole number
    public long number(int key) {
        try {
            return Long.parseLong(keys.get(key));
        } catch (NumberFormatException e) {
            throw invalid();
        }
    }

    public String text(int key) {
        return keys.get(key);
    }

    /// As it goes to the client.
    @Override
    public String toString() {
        byte[] body = String.join(SEPARATOR, keys).getBytes(StandardCharsets.UTF_8);
        var buffer = ByteBuffer.allocate(Integer.BYTES + body.length);
        buffer.putInt(checksum(body)).put(body);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
    }

    private static int checksum(byte[] body) {
        var sum = new CRC32();
        sum.update(body);
        return (int) sum.getValue();
    }

    private static InvalidRequest invalid() {
        return InvalidRequest.of(
                "cursor", "This is not a cursor; take the 'next' of the page before.");
    }
}
