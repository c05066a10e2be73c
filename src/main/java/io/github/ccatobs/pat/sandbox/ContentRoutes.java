package io.github.ccatobs.pat.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Files and folders: {@code GET .../contents/{path}?ref=}. */
final class ContentRoutes {

    /** Above this GitHub leaves the content out unless the raw bytes are asked for. */
    private static final int LARGEST_INLINE = 1024 * 1024;

    private ContentRoutes() {}

    static SandboxResponse answer(SandboxRequest request, SandboxRepository repository, String path) {
        AccessControl.require(RequiredPermission.CONTENTS, request, repository);
        String ref = Optional.ofNullable(request.query().get("ref"))
                .filter(asked -> !asked.isEmpty())
                .orElse(SandboxRepository.DEFAULT_BRANCH);
        if (!repository.files().hasRef(ref)) {
            throw ApiErrorException.of(404, "No commit found for the ref " + ref);
        }
        return repository
                .files()
                .file(ref, path)
                .map(content -> file(request, repository, path, content))
                .orElseGet(() -> folder(request, repository, ref, path));
    }

    private static SandboxResponse file(
            SandboxRequest request, SandboxRepository repository, String path, byte[] content) {
        if (request.accepts("raw")) {
            return SandboxResponse.bytes(200, "application/vnd.github.raw+json; charset=utf-8", content)
                    .with("x-github-media-type", "github.v3; param=raw; format=json");
        }
        boolean inline = content.length <= LARGEST_INLINE;
        ObjectNode body = entry(request, repository, path, "file", content)
                .put(
                        "content",
                        inline ? Base64.getMimeEncoder(60, new byte[] {'\n'}).encodeToString(content) : "")
                .put("encoding", inline ? "base64" : "none");
        return SandboxResponse.json(200, body);
    }

    private static SandboxResponse folder(
            SandboxRequest request, SandboxRepository repository, String ref, String path) {
        List<ObjectNode> entries = repository.files().names(ref, path).stream()
                .map(name -> path.isEmpty() ? name : path + "/" + name)
                .map(inside -> repository
                        .files()
                        .file(ref, inside)
                        .map(content -> entry(request, repository, inside, "file", content))
                        .orElseGet(() -> entry(request, repository, inside, "dir", new byte[0])))
                .toList();
        if (entries.isEmpty()) {
            throw ApiErrorException.notFound();
        }
        return SandboxResponse.json(200, Json.array(entries));
    }

    private static ObjectNode entry(
            SandboxRequest request, SandboxRepository repository, String path, String type, byte[] content) {
        String api = request.base() + "/repos/" + repository.fullName();
        String html = "https://github.com/" + repository.fullName() + "/blob/main/" + path;
        String sha = FileTree.sha(content);
        ObjectNode entry = Json.object()
                .put("type", type)
                .put("size", content.length)
                .put("name", path.substring(path.lastIndexOf('/') + 1))
                .put("path", path)
                .put("sha", sha)
                .put("url", api + "/contents/" + path)
                .put("git_url", api + "/git/blobs/" + sha)
                .put("html_url", html)
                .put("download_url", "https://raw.githubusercontent.com/" + repository.fullName() + "/main/" + path);
        entry.putObject("_links")
                .put("self", api + "/contents/" + path)
                .put("git", api + "/git/blobs/" + sha)
                .put("html", html);
        return entry;
    }
}
