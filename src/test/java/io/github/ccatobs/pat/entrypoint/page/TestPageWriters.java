package io.github.ccatobs.pat.entrypoint.page;

/** Writers of pages, for tests. */
public final class TestPageWriters {

    private TestPageWriters() {}

    /** One of github.com, on the command line. */
    public static PageWriter any() {
        return new PageWriter(SampleOverviews.composer());
    }
}
