package ai.openclaw.worker;

import ai.openclaw.blob.Blobs;
import ai.openclaw.sandbox.Sandbox;
import ai.openclaw.task.Assignment;
import ai.openclaw.task.TaskFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Puts a task's files and its prompt into its sandbox, as one tar stream that is made while it is
/// read. Archives are unpacked on the way and looked at once more: they came from a client.
@Component
class Inputs {

    /// Where the prompt lies, below `/workspace`.
    static final String PROMPT_FILE = ".openclaw-prompt";

    /// Likewise a system prompt that is too long for a variable.
    static final String SYSTEM_PROMPT_FILE = ".openclaw-system-prompt";

    private static final int BUFFER = 64 * 1024;

    private final Function<UUID, InputStream> blobs;

    @Autowired
    Inputs(Blobs blobs) {
        this(blobs::open);
    }

    /// @param blobs opens one by its id
    Inputs(Function<UUID, InputStream> blobs) {
        this.blobs = blobs;
    }

    /// @return how many files and archives went in
    int put(Sandbox sandbox, Assignment job, Briefing.Brief brief) throws IOException {
        var texts = new LinkedHashMap<String, String>();
        String prompt = Handover.saysPrompt(job.spec()) ? null : job.spec().prompt();
        if (prompt != null) {
            texts.put(PROMPT_FILE, prompt);
        }
        String systemPrompt = brief.systemPrompt();
        if (systemPrompt != null) {
            texts.put(SYSTEM_PROMPT_FILE, systemPrompt);
        }
        List<TaskFile> files = job.files();
        if (texts.isEmpty() && files.isEmpty()) {
            return 0;
        }
        try (var tar = new TarPipe(out -> write(out, files, texts))) {
            sandbox.put(tar);
        }
        return files.size();
    }

    /// @param texts of our own, by the names of their files; they win over the task's
    void write(TarArchiveOutputStream out, List<TaskFile> files, Map<String, String> texts)
            throws IOException {
        for (TaskFile file : files) {
            try (InputStream bytes = blobs.apply(file.blob())) {
                if (file.unpack()) {
                    unpack(out, file.path(), bytes);
                } else {
                    add(out, file.path(), 0644, file.bytes(), bytes);
                }
            }
        }
        for (var text : texts.entrySet()) {
            byte[] bytes = text.getValue().getBytes(StandardCharsets.UTF_8);
            add(out, text.getKey(), 0644, bytes.length, new ByteArrayInputStream(bytes));
        }
    }

    private static void add(
            TarArchiveOutputStream out, String name, int mode, long size, InputStream bytes)
            throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        entry.setSize(size);
        out.putArchiveEntry(entry);
        bytes.transferTo(out);
        out.closeArchiveEntry();
    }

    private static void unpack(TarArchiveOutputStream out, String path, InputStream archive)
            throws IOException {
        var in = new TarArchiveInputStream(new BufferedInputStream(plain(archive), BUFFER));
        for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            String name = below(path, entry.getName());
            int mode = entry.getMode() & 0777;
            if (special(entry)) {
                throw new IOException(
                        "'" + entry.getName() + "' in an archive is no file, folder or link");
            } else if (entry.isDirectory()) {
                link(out, name + "/", TarConstants.LF_DIR, "", mode | 0700);
            } else if (entry.isSymbolicLink()) {
                link(out, name, TarConstants.LF_SYMLINK, inside(name, entry.getLinkName()), mode);
            } else if (entry.isLink()) {
                String target = below(path, entry.getLinkName());
                link(out, name, TarConstants.LF_LINK, target, mode);
            } else {
                add(out, name, mode | 0600, entry.getSize(), in);
            }
        }
    }

    /// A sparse file of some bytes may unpack to any size.
    private static boolean special(TarArchiveEntry entry) {
        return entry.isSparse()
                || entry.isCharacterDevice()
                || entry.isBlockDevice()
                || entry.isFIFO();
    }

    private static void link(
            TarArchiveOutputStream out, String name, byte type, String target, int mode)
            throws IOException {
        var entry = new TarArchiveEntry(name, type);
        entry.setLinkName(target);
        entry.setMode(mode);
        out.putArchiveEntry(entry);
        out.closeArchiveEntry();
    }

    private static InputStream plain(InputStream archive) throws IOException {
        var buffered = new BufferedInputStream(archive, BUFFER);
        buffered.mark(2);
        boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return gzip ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }

    /// An entry's place below the file's own, without `.`, `..` and leading slashes.
    private static String below(String path, String name) throws IOException {
        var clean = new StringBuilder(path.equals(".") ? "" : path);
        for (String part : name.split("/", -1)) {
            if (part.equals("..") || name.startsWith("/")) {
                throw new IOException("'" + name + "' in an archive leads out of it");
            }
            if (!part.isEmpty() && !part.equals(".")) {
                clean.append(clean.isEmpty() ? "" : "/").append(part);
            }
        }
        return clean.isEmpty() ? "." : clean.toString();
    }

    /// A symbolic link's target, if it stays below `/workspace`.
    private static String inside(String name, String target) throws IOException {
        int depth = name.split("/", -1).length - 1;
        for (String part : target.split("/", -1)) {
            depth += part.equals("..") ? -1 : part.isEmpty() || part.equals(".") ? 0 : 1;
            if (depth < 0 || target.startsWith("/")) {
                throw new IOException("the link '" + name + "' in an archive leads out of it");
            }
        }
        return target;
    }
}
