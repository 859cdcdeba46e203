package ai.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderListingTest {

    @TempDir Path folder;

    @Test
    void leavesOutWhatGitignoreNamesAlsoWithoutARepository() throws IOException {
        write(".gitignore", "/target/\n*.log\n!keep.log\n");
        write("target/classes/A.class", "");
        write("a.log", "");
        write("keep.log", "");
        write("sub/.gitignore", "b.txt\n");
        write("sub/a.txt", "");
        write("sub/b.txt", "");

        assertThat(FolderListing.of(folder))
                .containsExactly(".gitignore", "keep.log", "sub/.gitignore", "sub/a.txt");
    }

    @Test
    void sendsTrackedAndUntrackedFilesOfARepositoryButNotGitItself()
            throws IOException, GitAPIException {
        try (var git = Git.init().setDirectory(folder.toFile()).call()) {
            write("tracked.log", "");
            git.add().addFilepattern("tracked.log").call();
            write(".gitignore", "*.log\n");
            write("ignored.log", "");
            write("new.txt", "");
            write(".git/info/exclude", "private\n");
            write("private", "");
            write("nested/.git/config", "");
            write("nested/file", "");
        }

        assertThat(FolderListing.of(folder))
                .containsExactly(".gitignore", "nested/file", "new.txt", "tracked.log");
    }

    @Test
    void aFolderInsideARepositoryFollowsTheRulesAboveIt() throws IOException, GitAPIException {
        try (var git = Git.init().setDirectory(folder.toFile()).call()) {
            assertThat(git.getRepository().isBare()).isFalse();
        }
        write(".gitignore", "*.log\n");
        write("sub/a.log", "");
        write("sub/deep/a.txt", "");
        write("other.txt", "");

        assertThat(FolderListing.of(folder.resolve("sub"))).containsExactly("deep/a.txt");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
