package io.github.ccatobs.pat.graph;

import io.github.ccatobs.pat.domain.QuotedText;
import io.github.ccatobs.pat.domain.RepositoryName;
import io.github.ccatobs.pat.github.AppScope;
import io.github.ccatobs.pat.github.Credential;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the graph file is. It prints as the operator would write it after {@code --graph}. */
public sealed interface GraphSource {

    /** The syntax that {@link #parse} accepts, for messages and help. */
    String EXPECTED = "expected a path, or github:OWNER/REPO:PATH[@REF]";

    /**
     * Reads a path, or {@code github:OWNER/REPO:PATH[@REF]}. The reference follows the last {@code @}, so a path that
     * holds one needs a reference after it. A local file whose name starts with {@code github:} is written
     * {@code ./github:...}.
     *
     * @throws IllegalArgumentException naming what came and what was expected
     */
    static GraphSource parse(String text) {
        if (text.startsWith(RemoteFile.PREFIX)) {
            return RemoteFile.parse(text);
        }
        if (text.isBlank() || text.contains("://")) {
            throw new IllegalArgumentException("graph " + QuotedText.of(text) + " cannot be read: " + EXPECTED);
        }
        return LocalFile.parse(text);
    }

    /** {@code credential}, so that it may do no more than read the graph there. */
    default Credential readWith(Credential credential) {
        return this instanceof RemoteFile remote
                ? credential.within(AppScope.toReadGraph(remote.repository()))
                : credential;
    }

    /**
     * A file on this machine.
     *
     * @param path as given; relative to the working directory when it is relative
     */
    record LocalFile(Path path) implements GraphSource {

        private static LocalFile parse(String text) {
            try {
                return new LocalFile(Path.of(text));
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("graph " + QuotedText.of(text) + " is not a path: " + EXPECTED, e);
            }
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * A file in a GitHub repository. Its path and reference cannot leave the repository's part of a URL: they have no
     * empty, {@code .} or {@code ..} segments and none of the characters that end or rewrite a URL's path. Characters
     * that a URL does not carry as they are (spaces, letters beyond ASCII) must still be encoded.
     *
     * @param path segments joined by {@code /}
     * @param ref a branch, tag or commit; the default branch when absent
     */
    record RemoteFile(RepositoryName repository, String path, Optional<String> ref) implements GraphSource {

        static final String PREFIX = "github:";

        /**
         * Checks path and reference.
         *
         * @throws IllegalArgumentException naming what came and what was expected
         */
        public RemoteFile {
            RemotePathRules.checkPath(path);
            ref.ifPresent(RemotePathRules::checkRef);
            if (ref.isEmpty() && path.contains("@")) {
                throw new IllegalArgumentException("graph path " + QuotedText.of(path)
                        + " holds an '@': expected the branch, tag or commit after it, as in PATH@REF");
            }
        }

        private static RemoteFile parse(String text) {
            int colon = text.indexOf(':', PREFIX.length());
            if (colon < 0) {
                throw new IllegalArgumentException("graph " + QuotedText.of(text) + " has no path: " + EXPECTED);
            }
            var repository = RepositoryName.parse(text.substring(PREFIX.length(), colon));
            String file = text.substring(colon + 1);
            int at = file.lastIndexOf('@');
            return at < 0
                    ? new RemoteFile(repository, file, Optional.empty())
                    : new RemoteFile(repository, file.substring(0, at), Optional.of(file.substring(at + 1)));
        }

        @Override
        public String toString() {
            return PREFIX + repository + ":" + path
                    + ref.map(name -> "@" + name).orElse("");
        }
    }
}
