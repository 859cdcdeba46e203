package ai.openclaw.harness;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/// Lists the files below a folder.
final class ListTool implements Tool {

    private static final int MOST = 500;
    private static final int LOOKED_AT = 200_000;

    private final Workspace workspace;

    ListTool(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public String name() {
        return "list";
    }

    @Override
    public String description() {
        return "Lists the files below a folder, at most "
                + MOST
                + ", without what is in .git. With a glob such as *.py or src/**/*.java only those"
                + " that it matches, by name or by path from the folder on.";
    }

    @Override
    public Json input() {
        return Input.schema(
                Input.optional(
                        "path",
                        "string",
                        "The folder, from " + workspace.root() + " on; absent: all of it."),
                Input.optional("glob", "string", "What to list; absent: everything."));
    }

    @Override
    public Outcome use(Json input) throws Refused {
        var folder = workspace.at(Input.text(input, "path", "."));
        var glob = matcher(Input.text(input, "glob", ""));
        if (!Files.isDirectory(folder)) {
            throw new Refused(
                    Files.exists(folder)
                            ? workspace.name(folder) + " is a file; use read."
                            : "There is no " + workspace.name(folder) + ".");
        }
        var found = new ArrayList<String>();
        boolean all = walk(folder, glob, found);
        if (found.isEmpty()) {
            return Outcome.good(all ? "(nothing)" : "(nothing among the first files)");
        }
        found.sort(null);
        boolean more = found.size() > MOST || !all;
        return Outcome.good(
                String.join("\n", found.subList(0, Math.min(found.size(), MOST)))
                        + (more ? "\n(there are more; use a glob or a folder further down)" : ""));
    }

    /// @return whether it saw everything
    private static boolean walk(Path folder, PathMatcher glob, List<String> found) throws Refused {
        int[] seen = {0};
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path at, BasicFileAttributes attributes) {
                            return at.endsWith(".git") && !at.equals(folder)
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path at, BasicFileAttributes attributes) {
                            var below = folder.relativize(at);
                            if (glob.matches(below) || glob.matches(at.getFileName())) {
                                found.add(below + (attributes.isSymbolicLink() ? " (link)" : ""));
                            }
                            return ++seen[0] < LOOKED_AT
                                    ? FileVisitResult.CONTINUE
                                    : FileVisitResult.TERMINATE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path at, IOException e) {
                            return FileVisitResult.CONTINUE;
                        }
                    });
            return seen[0] < LOOKED_AT;
        } catch (IOException e) {
            throw new Refused("The folder cannot be read: " + e.getMessage());
        }
    }

    private static PathMatcher matcher(String glob) throws Refused {
        try {
            return glob.isEmpty()
                    ? _ -> true
                    : FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw new Refused("'glob' is none: " + e.getDescription() + ".");
        }
    }
}
