package ai.openclaw.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator.NoGitlinksStrategy;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.WorkingTreeOptions;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/// The files of a folder that are worth sending: in a Git repository the tracked ones and the
/// untracked ones that are not ignored, elsewhere all that no `.gitignore` names. Never `.git`.
final class FolderListing {

    private FolderListing() {}

    /// Paths relative to the folder, with slashes, in Git's order.
    static List<String> of(Path folder) throws IOException {
        SystemReader.setInstance(new Alone(SystemReader.getInstance()));
        File real = folder.toRealPath().toFile();
        var found = new FileRepositoryBuilder().findGitDir(real);
        if (found.getGitDir() == null) {
            return plain(real);
        }
        try (var repository = found.build()) {
            return repository.isBare() ? plain(real) : tracked(repository, real.toPath());
        }
    }

    private static List<String> plain(File folder) throws IOException {
        try (var walk = new TreeWalk(null, null)) {
            walk.addTree(
                    new FileTreeIterator(
                            folder,
                            FS.DETECTED,
                            new Config().get(WorkingTreeOptions.KEY),
                            NoGitlinksStrategy.INSTANCE));
            return collect(walk, "");
        }
    }

    private static List<String> tracked(Repository repository, Path folder) throws IOException {
        Path root = repository.getWorkTree().toPath().toRealPath();
        String below = root.relativize(folder).toString().replace(File.separatorChar, '/');
        try (var walk = new TreeWalk(repository)) {
            int files = walk.addTree(new FileTreeIterator(repository, NoGitlinksStrategy.INSTANCE));
            walk.addTree(new DirCacheIterator(repository.readDirCache()));
            walk.getTree(files, WorkingTreeIterator.class).setDirCacheIterator(walk, 1);
            if (!below.isEmpty()) {
                walk.setFilter(PathFilter.create(below));
            }
            return collect(walk, below.isEmpty() ? "" : below + "/");
        }
    }

    private static List<String> collect(TreeWalk walk, String below) throws IOException {
        var files = new ArrayList<String>();
        while (walk.next()) {
            var file = walk.getTree(0, WorkingTreeIterator.class);
            boolean inIndex = walk.getTreeCount() > 1 && walk.getRawMode(1) != 0;
            boolean sent = file != null && (inIndex || !file.isEntryIgnored());
            if (sent && FileMode.TREE.equals(walk.getRawMode(0))) {
                walk.enterSubtree();
            } else if (sent && walk.getPathString().startsWith(below)) {
                files.add(walk.getPathString().substring(below.length()));
            }
        }
        return files;
    }

    /// Reads no configuration of machine or user, and so starts no `git` to look for it.
    private static final class Alone extends SystemReader.Delegate {

        Alone(SystemReader system) {
            super(system);
        }

        @Override
        public StoredConfig getUserConfig() {
            return new Nothing();
        }

        @Override
        public FileBasedConfig openSystemConfig(Config parent, FS fs) {
            return new Nothing();
        }

        @Override
        public FileBasedConfig openUserConfig(Config parent, FS fs) {
            return new Nothing();
        }

        @Override
        public FileBasedConfig openJGitConfig(Config parent, FS fs) {
            return new Nothing();
        }

        @Override
        public StoredConfig getSystemConfig() {
            return new Nothing();
        }

        @Override
        public StoredConfig getJGitConfig() {
            return new Nothing();
        }
    }

    private static final class Nothing extends FileBasedConfig {

        Nothing() {
            super(new File("nothing"), FS.DETECTED);
        }

        @Override
        public void load() {}

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
