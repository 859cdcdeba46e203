package ai.openclaw.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;

/// Large folders go in without passing through the gateway's heap, which is 256 MB here.
class UploadTest extends EndToEnd {

    private static final int FILES = 300;
    private static final int FILE_BYTES = 1 << 20;

    @Test
    void folderOf300MegabytesIsUnpackedInTheSandbox() throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        var upload = Api.expect(201, api.upload("application/x-tar", folder(digest)));
        var task =
                shell(
                        "find repo -type f | wc -l; cat repo/f* | sha256sum | cut -d' ' -f1; touch repo/mine",
                        Map.of(
                                "files",
                                List.of(
                                        Map.of(
                                                "path",
                                                "repo",
                                                "upload",
                                                upload.get("id").asString(),
                                                "unpack",
                                                true))));

        assertThat(finished(task).get("state").asString())
                .as("%s", log(task))
                .isEqualTo("SUCCEEDED");
        assertThat(log(task).lines())
                .containsExactly(
                        Integer.toString(FILES), HexFormat.of().formatHex(digest.digest()));
    }

    private static PipedInputStream folder(MessageDigest digest) throws IOException {
        var in = new PipedInputStream(1 << 16);
        var out = new PipedOutputStream(in);
        Thread.ofPlatform().start(() -> write(out, digest));
        return in;
    }

    private static void write(OutputStream out, MessageDigest digest) {
        var random = new Random(7);
        var content = new byte[FILE_BYTES];
        try (var tar = new TarArchiveOutputStream(out)) {
            for (int i = 0; i < FILES; i++) {
                random.nextBytes(content);
                digest.update(content);
                var entry = new TarArchiveEntry("f%03d".formatted(i));
                entry.setSize(FILE_BYTES);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
