// The page of the service: what runs now, and the buttons. Each button is an endpoint of the API.
const csrf = document.body.dataset.csrf;
const $ = id => document.getElementById(id);
const message = $("message");

const say = text => { message.textContent = text; };

// A session that has ended leads to the form.
const call = async (method, path, body) => {
  const response = await fetch(path, {
    method,
    headers: method === "GET" ? {} : { "content-type": "application/json", "x-csrf-token": csrf },
    body: method === "GET" ? undefined : JSON.stringify(body ?? {}),
  });
  if (response.status === 401) {
    location.reload();
  }
  const answer = await response.json().catch(() => ({}));
  return { status: response.status, answer };
};

const problem = (what, { status, answer }) => say(`${what}: ${answer.detail ?? answer.title ?? status}`);

const busy = async (button, work) => {
  button.disabled = true;
  try {
    await work();
  } catch (failure) {
    say(`The service does not answer (${failure.message}).`);
  } finally {
    button.disabled = false;
  }
};

let auditWanted = false;

$("audit-now").addEventListener("click", event => busy(event.currentTarget, async () => {
  const outcome = await call("POST", "/audits");
  if (outcome.status === 202 || outcome.status === 200) {
    auditWanted = true;
    say(outcome.status === 202 ? "The audit has begun." : "An audit is running already.");
  } else {
    problem("The audit was not begun", outcome);
  }
}));

const link = (text, address) => {
  const made = document.createElement("a");
  made.textContent = text;
  made.href = address;
  made.rel = "noreferrer";
  return made;
};

// The known facts of the token, a line for each; an unknown one is left out.
const facts = ({ token, auditedAt, secretId, jsonKey, needs, form }) => [
  ["Account", token?.login],
  ["Ends", token?.neverExpires ? "never" : token?.expiresAt && `${token.expiresAt} (known from the ${token.knownFrom})`],
  ["Fingerprint", token?.fingerprint],
  ["Granted by the organisation", token?.grant?.detail],
  ["Last used", token?.grant?.lastUsedAt],
  ["Last audit", auditedAt ?? "none yet"],
  ["In AWS Secrets Manager", secretId && secretId + (jsonKey ? `, key ${jsonKey}` : "")],
  ["What it needs", Object.entries(needs ?? {}).map(([permission, level]) => `${permission}: ${level}`).join(", ")],
  ["A classic one instead", form && link("GitHub's form", form.classicUrl)],
].filter(([, value]) => value).flatMap(([name, value]) => {
  const term = document.createElement("dt");
  term.textContent = name;
  const told = document.createElement("dd");
  told.append(value);
  return [term, told];
});

// What the checks of the token in the vault found, a line each.
const results = { pass: ["✓", "well"], accepted: ["•", "none"], "not-tried": ["?", "unknown"], warn: ["!", "notice"], refuse: ["✗", "attention"] };
const verdicts = {
  good: ["✓ The token is good.", "well"],
  doubtful: ["! Something is odd about the token: it is handed out only where ccat.pat.rotation.force is true, or by ccat pat rotate --force.", "notice"],
  refused: ["✗ The token must not be handed out.", "attention"],
};

const checkLine = ({ check, result, reason, nextAction }) => {
  const [mark, tone] = results[result] ?? ["?", "unknown"];
  const sign = document.createElement("span");
  sign.textContent = `${mark} ${check}`;
  sign.className = tone;
  const line = document.createElement("li");
  line.append(sign, `: ${reason}${nextAction ? `. ${nextAction}` : ""}`);
  return line;
};

const tell = (text, tone) => {
  $("token-verdict").textContent = text;
  $("token-verdict").className = tone;
};

const checkToken = async () => {
  tell("The vault and GitHub are being asked …", "quiet");
  $("token-checks").replaceChildren();
  const { status, answer } = await call("POST", "/token/check")
    .catch(failure => ({ status: 0, answer: { detail: `the service does not answer (${failure.message})` } }));
  if (status === 200) {
    tell(...verdicts[answer.verdict]);
    if (answer.verdict === "good" && answer.refusals) {
      tell(`✗ The token is good, but it would not be handed out: ${answer.refusals.join("; ")}.`, "attention");
    } else if (answer.verdict === "good" && answer.unchecked) {
      tell(`? The token is good; ${answer.unchecked}.`, "unknown");
    }
    const blocked = (answer.repositories ?? []).map(({ repository, reason }) => ({ check: repository, result: "refuse", reason }));
    $("token-checks").replaceChildren(...[...answer.checks, ...blocked].map(checkLine));
  } else {
    tell(`? The check failed: ${answer.detail ?? answer.title ?? status}`, "unknown");
  }
};

$("check-token").addEventListener("click", event => busy(event.currentTarget, async () => {
  const outcome = await call("GET", "/token");
  if (outcome.status !== 200) {
    problem("The token's state could not be read", outcome);
    return;
  }
  $("token-text").replaceChildren(...facts(outcome.answer));
  $("token-form").href = outcome.answer.form.url;
  $("token-dialog").showModal();
  if (document.body.dataset.vault) {
    await checkToken();
  }
}));
$("token-close").addEventListener("click", () => $("token-dialog").close());

const dialog = $("rotate-dialog");
$("rotate")?.addEventListener("click", () => dialog.showModal());
$("rotate-cancel").addEventListener("click", () => dialog.close());
$("rotate-confirm").addEventListener("click", event => busy(event.currentTarget, async () => {
  const outcome = await call("POST", "/rotations", { stage: "AWSCURRENT", continueOnError: $("continue-on-error").checked });
  dialog.close();
  if (outcome.status === 202 || outcome.status === 200) {
    say("The rotation has begun.");
  } else {
    problem("The rotation was not begun", outcome);
  }
}));

// Settings are files, so a person copies lines.
const inDays = days => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
document.addEventListener("click", event => {
  const button = event.target.closest(".accept");
  if (button) {
    const name = button.dataset.repository;
    const label = name.split("/").pop();
    $("accept-lines").textContent = [
      `ccat.pat.audit.accept."${label}".repository=${name}`,
      `ccat.pat.audit.accept."${label}".until=${inDays(90)}`,
      `ccat.pat.audit.accept."${label}".reason=`,
    ].join("\n");
    $("accept-dialog").showModal();
  }
});
$("accept-close").addEventListener("click", () => $("accept-dialog").close());
$("accept-copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText($("accept-lines").textContent);
    $("accept-dialog").close();
    say("Copied.");
  } catch {
    getSelection().selectAllChildren($("accept-lines"));
  }
});

// The rotation under way, as events tell. An event has the repositories that changed.
const marks = { pending: "…", written: "✓", verified: "✓", failed: "✗" };
const tones = { pending: "none", written: "well", verified: "well", failed: "attention" };
const rows = new Map();
let shownRotation = "";
let underWay = false;

const cell = (text, style) => {
  const made = document.createElement("td");
  made.textContent = text;
  if (style) {
    made.className = style;
  }
  return made;
};

// The speed of the rotation since this page was opened, and the time left, once that can be said; before, the plan says it.
let first;
const pace = rotation => {
  const now = { at: Date.now(), done: rotation.done };
  first = first && first.id === rotation.id && first.done <= now.done ? first : { ...now, id: rotation.id };
  const minutes = (now.at - first.at) / 60_000;
  const left = rotation.all - rotation.done - rotation.failed;
  if (rotation.state !== "running" || now.done === first.done || minutes < 0.05) {
    return "";
  }
  const each = (now.done - first.done) / minutes;
  const time = left / each < 2 ? `${Math.ceil(left / each * 60)} s` : `${Math.ceil(left / each)} min`;
  return left > 0 ? `About ${time} left for the other ${left}, at ${Math.round(each)} a minute.` : "All but the last check is done.";
};

// Until when it waits is said in the service's time; here is how long that is.
const wait = rotation => {
  const minutes = Math.ceil((Date.parse(rotation.waitUntil) - Date.now()) / 60_000);
  return minutes > 0 ? `It resumes in ${minutes} min; no action is needed.` : "";
};

let newest;
const showPace = () => {
  if (newest) {
    const known = pace(newest);
    const plan = newest.underWay && newest.plan ? `Planned: ${newest.plan}.` : "";
    $("running-pace").textContent = [known || plan, wait(newest)].filter(text => text).join(" ");
  }
};
setInterval(showPace, 20_000);

// The state, what to do, the button that comes next and the rotations as the service says them now; the tables stay as they are.
const refresh = async () => {
  const response = await fetch("/");
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!fresh.body.dataset.csrf) {
    location.reload();
    return;
  }
  for (const id of ["now", "to-do", "rotations"]) {
    $(id).replaceWith(fresh.getElementById(id));
  }
  for (const id of ["audit-now", "check-token", "rotate"]) {
    $(id)?.classList.toggle("first", fresh.getElementById(id)?.classList.contains("first") ?? false);
  }
  document.title = fresh.title;
};

// A short rotation may begin and end between two events: so it is refreshed for each state that is not shown yet.
let refreshedFor = "";
let shownState;
const showState = rotation => {
  const sentence = $("under-way");
  const state = rotation.id + rotation.state;
  shownState ??= state;
  if (rotation.underWay && sentence) {
    sentence.textContent = rotation.sentence;
    const counts = { written: rotation.done, failed: rotation.failed, "to go": rotation.all - rotation.done - rotation.failed };
    for (const count of document.querySelectorAll(".counts [data-count]")) {
      const number = counts[count.dataset.count];
      count.firstElementChild.textContent = number;
      count.className = number === 0 ? "zero" : count.dataset.tone;
    }
    shownState = state;
  } else if ((rotation.underWay || sentence || shownState !== state) && refreshedFor !== state) {
    refreshedFor = state;
    refresh().then(() => { shownState = state; }).catch(() => { refreshedFor = ""; });
  }
};

const show = rotation => {
  const section = $("running");
  showState(rotation);
  const button = $("rotate");
  if (button) {
    button.disabled = rotation.state === "running";
    button.title = button.disabled ? "A rotation is running" : "";
  }
  if (section.hidden && !rotation.underWay) {
    return;
  }
  newest = rotation;
  if (shownRotation !== rotation.id) {
    shownRotation = rotation.id;
    rows.clear();
    $("running-rows").replaceChildren();
  }
  section.hidden = false;
  $("progress").hidden = !rotation.underWay;
  if (underWay && !rotation.underWay) {
    say("The rotation has ended. Press Audit now to see the repositories as they are.");
  } else if (rotation.underWay) {
    say("");
  }
  underWay = rotation.underWay;
  section.dataset.state = rotation.state;
  $("running-title").textContent = rotation.underWay ? "Rotation under way" : `Rotation ${rotation.state}`;
  $("running-text").textContent = rotation.text;
  showPace();
  $("running-progress").max = Math.max(1, rotation.all);
  $("running-progress").value = rotation.done + rotation.failed;
  for (const one of rotation.repositories) {
    const row = rows.get(one.repository) ?? $("running-rows").appendChild(document.createElement("tr"));
    rows.set(one.repository, row);
    row.dataset.outcome = one.outcome;
    if (one.outcome === "failed") {
      $("running-rows").prepend(row);
    }
    row.replaceChildren(
      cell(one.repository, "name"),
      cell(`${marks[one.outcome] ?? ""} ${one.outcome}`, `state-cell ${tones[one.outcome] ?? ""}`),
      cell([one.at, one.reason].filter(text => text).join(": ")));
  }
};

const events = new EventSource("/events");
events.addEventListener("rotation", event => show(JSON.parse(event.data)));
events.addEventListener("audit", event => {
  const { auditedAt } = JSON.parse(event.data);
  if (auditedAt === document.body.dataset.audited) {
    return;
  }
  if (auditWanted && !underWay) {
    location.reload();
  } else {
    say("A new audit was made: reload the page to see it.");
  }
});

// An interruption is told once it lasts. A stream that the browser gave up is refused: the session has ended, or too many listen.
const away = "The service does not answer; what is shown may be old.";
let silence;
events.addEventListener("open", () => {
  clearTimeout(silence);
  silence = undefined;
  if (message.textContent === away) {
    say("");
  }
});
events.addEventListener("error", () => {
  if (events.readyState === EventSource.CLOSED) {
    clearTimeout(silence);
    say("This page gets no more news: reload it, and sign in again if asked.");
  } else {
    silence ??= setTimeout(() => say(away), 10_000);
  }
});
