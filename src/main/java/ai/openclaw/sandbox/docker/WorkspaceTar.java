package ai.openclaw.sandbox.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// A tar stream rewritten as it flows: everything belongs to the sandbox's user, may be read and
/// written by it, and is neither setuid nor setgid; folders that the tar leaves out are added,
/// since the engine would make them root's. Holds a few kilobytes, whatever the size.
final class WorkspaceTar extends InputStream {

    private static final int PERMISSIONS = 0777;

    private final TarArchiveInputStream in;
    private final Drain drained = new Drain();
    private final TarArchiveOutputStream out;
    private final int user;
    private final Set<String> folders = new HashSet<>();
    private final byte[] piece = new byte[32 * 1024];
    private boolean inFile;
    private boolean ended;

    WorkspaceTar(InputStream tar, int user) {
        this.in = new TarArchiveInputStream(tar);
        this.out = new TarArchiveOutputStream(drained, "UTF-8");
        this.user = user;
        out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        out.setAddPaxHeadersForNonAsciiNames(true);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (drained.isEmpty()) {
            if (ended) {
                return -1;
            }
            step();
        }
        return drained.take(target, offset, length);
    }

    private void step() throws IOException {
        if (inFile) {
            copyPiece();
            return;
        }
        var entry = in.getNextEntry();
        if (entry == null) {
            out.close();
            ended = true;
        } else {
            copyEntry(entry);
        }
    }

    private void copyPiece() throws IOException {
        int read = in.read(piece);
        if (read > 0) {
            out.write(piece, 0, read);
        } else {
            out.closeArchiveEntry();
            inFile = false;
        }
    }

    private void copyEntry(TarArchiveEntry entry) throws IOException {
        String name = path(entry.getName());
        if (name.isEmpty()) {
            return;
        }
        addFolders(name);
        if (entry.isDirectory()) {
            addFolder(name, entry.getMode());
            return;
        }
        var copy = new TarArchiveEntry(name, link(entry));
        copy.setMode((entry.getMode() & PERMISSIONS) | 0600);
        copy.setLastModifiedTime(entry.getLastModifiedTime());
        own(copy);
        if (entry.isSymbolicLink()) {
            copy.setLinkName(entry.getLinkName());
        } else if (entry.isLink()) {
            copy.setLinkName(path(entry.getLinkName()));
        } else {
            copy.setSize(entry.getRealSize());
            inFile = true;
        }
        out.putArchiveEntry(copy);
        if (!inFile) {
            out.closeArchiveEntry();
        }
    }

    private void addFolders(String name) throws IOException {
        for (int i = name.indexOf('/'); i > 0; i = name.indexOf('/', i + 1)) {
            String folder = name.substring(0, i);
            if (!folders.contains(folder)) {
                addFolder(folder, 0755);
            }
        }
    }

    private void addFolder(String name, int mode) throws IOException {
        folders.add(name);
        var folder = new TarArchiveEntry(name + "/");
        folder.setMode((mode & PERMISSIONS) | 0700);
        own(folder);
        out.putArchiveEntry(folder);
        out.closeArchiveEntry();
    }

    private void own(TarArchiveEntry entry) {
        entry.setIds(user, user);
        entry.setNames("", "");
    }

    /// The caller has checked the names; this is the second lock on the door.
    private static String path(String name) throws IOException {
        if (name.startsWith("/")) {
            throw new IOException("a path in the tar is absolute");
        }
        var path = new StringBuilder();
        for (String part : name.split("/", -1)) {
            if (part.equals("..")) {
                throw new IOException("a path in the tar leaves its folder");
            }
            if (!part.isEmpty() && !part.equals(".")) {
                path.append(path.isEmpty() ? "" : "/").append(part);
            }
        }
        return path.toString();
    }

    private static byte link(TarArchiveEntry entry) throws IOException {
        if (entry.isSymbolicLink()) {
            return TarConstants.LF_SYMLINK;
        }
        if (entry.isLink()) {
            return TarConstants.LF_LINK;
        }
        if (entry.isFIFO() || entry.isBlockDevice() || entry.isCharacterDevice()) {
            throw new IOException("the tar holds something that is no file, folder or link");
        }
        return TarConstants.LF_NORMAL;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /// What was written and not read yet.
    private static final class Drain extends ByteArrayOutputStream {

        private int taken;

        boolean isEmpty() {
            return taken == count;
        }

        int take(byte[] target, int offset, int length) {
            int size = Math.min(length, count - taken);
            System.arraycopy(buf, taken, target, offset, size);
            taken += size;
            if (taken == count) {
                taken = 0;
                count = 0;
            }
            return size;
        }
    }
}
