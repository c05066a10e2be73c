package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An issue on this GitHub. */
public final class SandboxIssue {

    private final int number;
    private final Instant createdAt;
    private final List<String> labels = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private volatile Instant updatedAt;
    private volatile String title;
    private volatile String body = "";
    private volatile String state = "open";

    SandboxIssue(int number, String title, Instant at) {
        this.number = number;
        this.title = title;
        this.createdAt = at;
        this.updatedAt = at;
    }

    /** Counted from 1. */
    public int number() {
        return number;
    }

    /** In plain text. */
    public String title() {
        return title;
    }

    /** In Markdown. */
    public String body() {
        return body;
    }

    /** {@code open} or {@code closed}. */
    public String state() {
        return state;
    }

    /** The names of its labels. */
    public List<String> labels() {
        return List.copyOf(labels);
    }

    /** The texts of its comments, the oldest first. */
    public List<String> comments() {
        return List.copyOf(comments);
    }

    /** Gives it these labels too. */
    public SandboxIssue labelled(List<String> more) {
        labels.addAll(more);
        return this;
    }

    /** Gives it this text. */
    public SandboxIssue saying(String text) {
        body = text;
        return this;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    int addComment(String text) {
        comments.add(text);
        return comments.size();
    }

    void change(JsonNode given, Instant at) {
        title = given.path("title").asText(title);
        body = given.path("body").asText(body);
        state = given.path("state").asText(state);
        updatedAt = at;
    }
}
