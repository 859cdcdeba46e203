package ai.openclaw.secret;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;

/// Finds any of many texts in a stream of bytes in one pass, whatever the stream is: the automaton
/// of Aho and Corasick ("Efficient string matching", CACM 18, 1975). A state is the longest end of
/// what was read that is the beginning of a text.
final class SecretPatterns {

    /// Nothing was read that a text begins with.
    static final int ROOT = 0;

    private static final int NONE = -1;

    private final int[] fromRoot = new int[256];
    private int[] firstChild = new int[64];
    private int[] sibling = new int[64];
    private int[] fail = new int[64];
    private int[] depth = new int[64];
    private int[] found = new int[64];
    private byte[] label = new byte[64];
    private int size = 1;

    /// @param texts none of them empty
    SecretPatterns(Collection<String> texts) {
        firstChild[ROOT] = NONE;
        for (String text : texts) {
            add(text.getBytes(StandardCharsets.UTF_8));
        }
        link();
    }

    boolean isEmpty() {
        return size == 1;
    }

    /// The state after one more byte.
    int next(int state, byte b) {
        int at = state;
        while (at != ROOT) {
            int child = child(at, b);
            if (child != NONE) {
                return child;
            }
            at = fail[at];
        }
        return fromRoot[b & 0xff];
    }

    /// How many of the bytes read last may still become a text, or a part of one.
    int depth(int state) {
        return depth[state];
    }

    /// The length of the longest text that ends here; 0 if none does.
    int found(int state) {
        return found[state];
    }

    private void add(byte[] text) {
        int at = ROOT;
        for (byte b : text) {
            int child = child(at, b);
            at = child == NONE ? grow(at, b) : child;
        }
        found[at] = text.length;
    }

    private int child(int parent, byte b) {
        int child = firstChild[parent];
        while (child != NONE && label[child] != b) {
            child = sibling[child];
        }
        return child;
    }

    private int grow(int parent, byte b) {
        if (size == label.length) {
            int more = 2 * size;
            firstChild = Arrays.copyOf(firstChild, more);
            sibling = Arrays.copyOf(sibling, more);
            fail = Arrays.copyOf(fail, more);
            depth = Arrays.copyOf(depth, more);
            found = Arrays.copyOf(found, more);
            label = Arrays.copyOf(label, more);
        }
        int fresh = size++;
        label[fresh] = b;
        firstChild[fresh] = NONE;
        sibling[fresh] = firstChild[parent];
        depth[fresh] = depth[parent] + 1;
        firstChild[parent] = fresh;
        return fresh;
    }

    /// Breadth first, so that what a state falls back to is ready before it.
    private void link() {
        var next = new ArrayDeque<Integer>();
        for (int child = firstChild[ROOT]; child != NONE; child = sibling[child]) {
            fromRoot[label[child] & 0xff] = child;
            next.add(child);
        }
        while (!next.isEmpty()) {
            int parent = next.remove();
            for (int child = firstChild[parent]; child != NONE; child = sibling[child]) {
                fail[child] = next(fail[parent], label[child]);
                found[child] = Math.max(found[child], found[fail[child]]);
                next.add(child);
            }
        }
    }
}
