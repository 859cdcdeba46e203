package ai.openclaw.task;

import ai.openclaw.base.InvalidRequest;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/// Reads an uploaded tar once, from end to end, and refuses what could do harm when it is unpacked.
///
/// Allowed are files, folders, symbolic links that stay inside, and hard links to a file that came
/// before. A link's target may begin with `..` but not hold it further on, and no entry lies behind
/// a link; so what a link says by its letters is where it leads, and the unpacked tree is closed.
/// Everything else is refused: devices, sparse files (a few bytes that unpack to terabytes), names
/// twice, and anything behind the end of the archive, where two readers may see two things.
final class TarInspection {

    private static final int BLOCK = 512;
    private static final int ALL_NAMES = 32 << 20;

    private enum Kind {
        FILE,
        FOLDER,
        LINK
    }

    private final TaskSettings settings;
    private final Map<String, Kind> seen = new HashMap<>();
    private long nameBytes;
    private int entries;

    private TarInspection(TaskSettings settings) {
        this.settings = settings;
    }

    /// @param in is read to its end, not closed
    /// @throws InvalidRequest about the field `body`, naming the entry
    /// @throws IOException if reading fails for another reason than the content
    static void inspect(InputStream in, boolean gzip, TaskSettings settings) throws IOException {
        var plain = new Plain(in);
        // Buffered, because the reader must be able to look behind the first block of the end mark.
        try (var unpacked =
                new Counted(
                        new BufferedInputStream(
                                gzip ? new GZIPInputStream(plain, 1 << 16) : plain, 1 << 16),
                        settings)) {
            new TarInspection(settings).all(unpacked);
        } catch (IOException | IllegalArgumentException e) {
            if (plain.failure != null) {
                throw plain.failure;
            }
            throw fault("is not a whole, valid " + (gzip ? "gzipped " : "") + "tar archive.");
        }
    }

    @SuppressWarnings("resource") // the caller closes what lies below
    private void all(InputStream in) throws IOException {
        var tar = new TarArchiveInputStream(in, BLOCK, BLOCK, StandardCharsets.UTF_8.name());
        TarArchiveEntry entry;
        while ((entry = tar.getNextEntry()) != null) {
            if (++entries > settings.unpackedEntries()) {
                throw fault("may have at most " + settings.unpackedEntries() + " entries.");
            }
            check(entry);
            if (entry.getSize() > 0) {
                tar.skipNBytes(entry.getSize());
            }
        }
        if (entries == 0) {
            throw fault("is not a tar archive, or an empty one.");
        }
        byte[] rest = new byte[1 << 13];
        for (int n = in.read(rest); n >= 0; n = in.read(rest)) {
            for (int i = 0; i < n; i++) {
                if (rest[i] != 0) {
                    throw fault("goes on behind the end of the archive.");
                }
            }
        }
    }

    private void check(TarArchiveEntry entry) {
        String name = entry.getName();
        String path = path(name);
        Kind kind = kind(entry, name);
        if (path.isEmpty()) {
            if (kind != Kind.FOLDER) {
                throw fault(name, "has no name.");
            }
            return;
        }
        String fault = WorkspacePath.fault(path);
        if (fault != null) {
            throw fault(name, fault);
        }
        parents(path, name);
        if (entry.isSymbolicLink()) {
            symbolic(path, entry.getLinkName(), name);
        } else if (entry.isLink() && seen.get(path(entry.getLinkName())) != Kind.FILE) {
            throw fault(name, "is a hard link to something other than a file before it.");
        }
        Kind before = seen.put(path, kind);
        if (before != null && !(before == Kind.FOLDER && kind == Kind.FOLDER)) {
            throw fault(name, "is there twice.");
        }
        count(path);
    }

    /// `./a/` is `a`.
    private static String path(String name) {
        int begin = 0;
        while (name.startsWith("./", begin)) {
            begin += 2;
        }
        int end = name.endsWith("/") ? name.length() - 1 : name.length();
        String path = begin >= end ? "" : name.substring(begin, end);
        return path.equals(".") ? "" : path;
    }

    private static Kind kind(TarArchiveEntry entry, String name) {
        if (entry.isSparse()) {
            throw fault(name, "is a sparse file; pack it without --sparse.");
        }
        if (entry.getSize() < 0) {
            throw fault(name, "has a negative size.");
        }
        boolean folder = name.endsWith("/") || path(name).isEmpty();
        return switch (entry.getLinkFlag()) {
            case TarConstants.LF_OLDNORM, TarConstants.LF_NORMAL -> {
                if (folder && entry.getSize() > 0) {
                    throw fault(name, "is a folder with content.");
                }
                yield folder ? Kind.FOLDER : Kind.FILE;
            }
            case TarConstants.LF_DIR -> {
                if (entry.getSize() > 0) {
                    throw fault(name, "is a folder with content.");
                }
                yield Kind.FOLDER;
            }
            case TarConstants.LF_SYMLINK, TarConstants.LF_LINK -> {
                if (entry.getSize() > 0) {
                    throw fault(name, "is a link with content.");
                }
                // A hard link is one more name of a file, and other links may name it in turn.
                yield entry.isLink() ? Kind.FILE : Kind.LINK;
            }
            default -> throw fault(name, "is neither a file, a folder nor a link.");
        };
    }

    private void parents(String path, String name) {
        for (int end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
            String parent = path.substring(0, end);
            Kind kind = seen.get(parent);
            if (kind == null) {
                // Made on the way; it may not become a link afterwards.
                seen.put(parent, Kind.FOLDER);
                count(parent);
            } else if (kind != Kind.FOLDER) {
                throw fault(name, "lies behind " + WorkspacePath.shown(parent) + ", no folder.");
            }
        }
    }

    private void count(String path) {
        nameBytes += 2L * path.length() + 64;
        if (nameBytes > 4L * ALL_NAMES) {
            throw fault("has too many and too long names.");
        }
    }

    private static void symbolic(String path, String target, String name) {
        String rest = target;
        int up = 0;
        while (rest.startsWith("../") || rest.equals("..")) {
            rest = rest.substring(Math.min(3, rest.length()));
            up++;
        }
        int depth = (int) path.chars().filter(c -> c == '/').count();
        boolean named = rest.isEmpty() || rest.equals(".");
        if (up > depth
                || (named && up == 0 && target.isEmpty())
                || !(named || WorkspacePath.fault(rest(rest)) == null)) {
            throw fault(
                    name,
                    "is a link to "
                            + WorkspacePath.shown(target)
                            + ", which is not surely inside the archive.");
        }
    }

    private static String rest(String target) {
        return target.endsWith("/") ? target.substring(0, target.length() - 1) : target;
    }

    private static InvalidRequest fault(String message) {
        return InvalidRequest.of("body", message);
    }

    private static InvalidRequest fault(String entry, String message) {
        return InvalidRequest.of("body", "the entry " + WorkspacePath.shown(entry) + " " + message);
    }

    /// Tells a failure of the source from a fault in its content, and is not closed with the rest.
    private static final class Plain extends FilterInputStream {

        private @Nullable IOException failure;

        Plain(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            try {
                return in.read(to, offset, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        @Override
        public void close() {}
    }

    /// Counts what really comes out, whatever the headers say.
    private static final class Counted extends FilterInputStream {

        private final TaskSettings settings;
        private long count;

        Counted(InputStream in, TaskSettings settings) {
            super(in);
            this.settings = settings;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int n = super.read(to, offset, length);
            count(n);
            return n;
        }

        @Override
        public long skip(long n) throws IOException {
            long skipped = super.skip(n);
            count(skipped);
            return skipped;
        }

        private void count(long n) {
            count += Math.max(n, 0);
            if (count > settings.unpackedLimit().bytes()) {
                throw fault("unpacks to more than " + settings.unpackedLimit() + ".");
            }
        }
    }
}
