package io.github.ccatobs.pat.notice;

import java.util.ArrayList;
import java.util.List;

/** A board that remembers, and fails when it is told to. */
final class RecordingBoard implements NoticeBoard {

    private final List<Notice> posted = new ArrayList<>();
    private boolean open = true;
    private boolean broken;
    private Runnable meanwhile = () -> {};

    void close() {
        open = false;
    }

    void reopen() {
        open = true;
    }

    void breakDown() {
        broken = true;
    }

    void repair() {
        broken = false;
    }

    /** Lets {@code something} happen while the next notice is on its way. */
    void whilePosting(Runnable something) {
        meanwhile = something;
    }

    /** What was posted since the last time it was asked. */
    List<Notice> read() {
        var read = List.copyOf(posted);
        posted.clear();
        return read;
    }

    /** The kinds of it. */
    List<String> kinds() {
        return read().stream().map(Notice::kind).toList();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void verify() {}

    @Override
    public void post(Notice notice) {
        var now = meanwhile;
        meanwhile = () -> {};
        now.run();
        if (broken) {
            throw new NotPosted("the board is broken");
        }
        posted.add(notice);
    }

    @Override
    public void postTest(Notice notice) {
        throw new AssertionError("no audit and no rotation posts a test");
    }

    @Override
    public String preview(Notice notice) {
        return notice.kind();
    }
}
