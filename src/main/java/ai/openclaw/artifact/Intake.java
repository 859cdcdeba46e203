package ai.openclaw.artifact;

import ai.openclaw.artifact.CappedStream.Broken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/// One reading of one hostile archive. The library parses; what it may read at each step is
/// measured out by [CappedStream], so that no header makes it collect more than [#HEADERS].
final class Intake {

    private static final String ROOT = "out/";
    private static final String RESULT = "result.json";
    private static final int NOTES = 50;

    /// Bytes for all headers of one entry: long names and extended attributes.
    private static final int HEADERS = 256 * 1024;

    /// What the library reads ahead or behind an entry: padding, the archive's end.
    private static final int PADDING = 16 * 1024;

    private final CappedStream raw;
    private final TarArchiveInputStream tar;
    private final Caps caps;
    private final Keeper keeper;
    private final List<Taken.Skipped> skipped = new ArrayList<>();
    private int skippedCount;
    private int files;
    private long bytes;

    /// Bytes that may still be read only to get past what is skipped.
    private long patience;

    /// Bytes of the present entry that nobody has read.
    private long unread;

    private @Nullable String result;

    Intake(CappedStream raw, Caps caps, Keeper keeper) {
        this.raw = raw;
        this.tar = new TarArchiveInputStream(raw, StandardCharsets.ISO_8859_1.name());
        this.caps = caps;
        this.keeper = keeper;
        this.patience = caps.bytes();
    }

    /// Takes one file's content.
    interface Keeper {
        void keep(String path, InputStream content, long size) throws IOException;
    }

    Taken run() {
        String cutShort;
        try {
            cutShort = readAll();
        } catch (IOException e) {
            cutShort = "The archive was not read to its end: " + why(e) + ".";
        }
        return new Taken(files, bytes, skippedCount, skipped, cutShort, result);
    }

    private @Nullable String readAll() throws IOException {
        for (int entries = 1; ; entries++) {
            var entry = next();
            if (entry == null) {
                return null;
            }
            if (entries > caps.entries()) {
                return "Only the first " + caps.entries() + " entries were looked at.";
            }
            unread = entry.getSize();
            String name = name(entry);
            if (isFolder(entry) && unread == 0) {
                continue;
            }
            String flaw = flaw(entry, name);
            if (flaw == null) {
                take(name, entry.getSize());
                unread = 0;
                continue;
            }
            note(name, flaw);
            patience -= unread;
            if (patience < 0) {
                return "'%s' holds %d bytes; what came after it was not looked at."
                        .formatted(ArtifactPath.shown(name), unread);
            }
        }
    }

    private @Nullable TarArchiveEntry next() throws IOException {
        raw.allow(HEADERS + unread);
        try {
            return tar.getNextEntry();
        } catch (RuntimeException e) {
            throw new IOException("it is damaged", e);
        }
    }

    private static String name(TarArchiveEntry entry) {
        String name = utf8(entry.getName());
        return name.startsWith("./") ? name.substring(2) : name;
    }

    /// A name from an old header comes as bytes, one to a char; from a PAX header it comes decoded.
    /// Bytes that are not UTF-8 stay apart from each other by being read as Latin-1.
    private static String utf8(String name) {
        try {
            byte[] bytes = new byte[name.length()];
            for (int i = 0; i < bytes.length; i++) {
                if (name.charAt(i) > 0xff) {
                    return name;
                }
                bytes[i] = (byte) name.charAt(i);
            }
            return text(bytes);
        } catch (CharacterCodingException e) {
            return name;
        }
    }

    private static boolean isFolder(TarArchiveEntry entry) {
        return entry.getLinkFlag() == TarConstants.LF_DIR;
    }

    private @Nullable String flaw(TarArchiveEntry entry, String name) {
        String kind = flawOfKind(entry);
        if (kind != null) {
            return kind;
        }
        if (!name.startsWith(ROOT)) {
            return "does not lie in /workspace/out";
        }
        String path = ArtifactPath.flaw(name.substring(ROOT.length()));
        if (path != null) {
            return path;
        }
        if (entry.getSize() > caps.fileBytes()) {
            return "is larger than " + caps.fileBytes() + " bytes";
        }
        if (entry.getSize() > caps.bytes() - bytes) {
            return "does not fit into the " + caps.bytes() + " bytes for all";
        }
        return null;
    }

    private static @Nullable String flawOfKind(TarArchiveEntry entry) {
        if (entry.isSparse()) {
            return "is a sparse file";
        }
        return switch (entry.getLinkFlag()) {
            case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG -> null;
            case TarConstants.LF_SYMLINK -> "is a symbolic link";
            case TarConstants.LF_LINK -> "is a hard link";
            case TarConstants.LF_CHR, TarConstants.LF_BLK -> "is a device";
            case TarConstants.LF_FIFO -> "is a pipe";
            default -> "is no plain file";
        };
    }

    private void take(String name, long size) throws IOException {
        raw.allow(size + PADDING);
        String path = name.substring(ROOT.length());
        if (path.equals(RESULT) && size <= Taken.RESULT_LIMIT) {
            byte[] content = tar.readNBytes((int) size);
            if (content.length < size) {
                throw new IOException("it ends in the middle of a file");
            }
            keeper.keep(path, new ByteArrayInputStream(content), size);
            result = result(content, name);
        } else {
            keeper.keep(path, tar, size);
            if (path.equals(RESULT)) {
                note(name, "is too large to be the task's result; it is kept as a file");
            }
        }
        files++;
        bytes += size;
    }

    private @Nullable String result(byte[] content, String name) {
        try {
            return text(content);
        } catch (CharacterCodingException e) {
            note(name, "is not UTF-8, so it is no result; it is kept as a file");
            return null;
        }
    }

    private static String text(byte[] utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }

    private void note(String name, String why) {
        skippedCount++;
        if (skipped.size() < NOTES) {
            skipped.add(new Taken.Skipped(ArtifactPath.shown(name), why));
        }
    }

    private String why(IOException e) {
        if (raw.late()) {
            return "the time was up";
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Broken) {
                return String.valueOf(cause.getMessage());
            }
        }
        return "it is damaged or broke off";
    }
}
