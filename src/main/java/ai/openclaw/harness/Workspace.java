package ai.openclaw.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The folder that the agent works in.
record Workspace(Path root) {

    /// Larger files are for `bash`.
    private static final long LARGEST = 20 << 20;

    private static final int LOOKED_AT = 8 * 1024;

    /// Where results of tasks are collected.
    Path out() {
        return root.resolve("out");
    }

    /// @throws Tool.Refused if it lies elsewhere: the tools for files are for the workspace
    Path at(String path) throws Tool.Refused {
        try {
            Path found = root.resolve(path).normalize();
            if (found.startsWith(root)) {
                return found;
            }
        } catch (InvalidPathException e) {
            throw new Tool.Refused("'" + path + "' cannot be the name of a file.");
        }
        throw new Tool.Refused(
                "'" + path + "' is outside of " + root + "; use bash for what lies elsewhere.");
    }

    /// For people and the model.
    String name(Path path) {
        return path.equals(root) ? "." : root.relativize(path).toString();
    }

    /// The text of a file.
    ///
    /// @throws Tool.Refused for what is no file, too large, or no text in UTF-8
    String text(Path file) throws Tool.Refused {
        try {
            if (Files.isDirectory(file)) {
                throw new Tool.Refused(name(file) + " is a folder; use list to look into it.");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new Tool.Refused(name(file) + " is no ordinary file.");
            }
            if (Files.size(file) > LARGEST) {
                throw new Tool.Refused(
                        name(file) + " has more than 20 MiB; use bash to look at parts of it.");
            }
            byte[] bytes = Files.readAllBytes(file);
            for (int i = 0; i < Math.min(bytes.length, LOOKED_AT); i++) {
                if (bytes[i] == 0) {
                    throw binary(file);
                }
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw binary(file);
        } catch (IOException e) {
            throw refused(file, e);
        }
    }

    /// Replaces the file, or makes it with the folders above it.
    void write(Path file, String text) throws Tool.Refused {
        try {
            if (Files.isDirectory(file)) {
                throw new Tool.Refused(name(file) + " is a folder.");
            }
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text);
        } catch (CharacterCodingException e) {
            throw new Tool.Refused("The text holds half a character and cannot be written.");
        } catch (IOException e) {
            throw refused(file, e);
        }
    }

    private Tool.Refused binary(Path file) {
        return new Tool.Refused(
                name(file) + " is not text in UTF-8; use bash (file, xxd, strings) to look at it.");
    }

    Tool.Refused refused(Path file, IOException e) {
        return new Tool.Refused(
                switch (e) {
                    case NoSuchFileException _ -> "There is no " + name(file) + ".";
                    case AccessDeniedException _ -> name(file) + " may not be touched.";
                    default -> name(file) + ": " + e.getMessage();
                });
    }
}
