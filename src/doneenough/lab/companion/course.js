// The course as the server lists it, and how far she is in all of it.

import { button } from "./bar.js";
import { tried } from "./sections.js";

// How copies of a notebook are called, her own earlier ones and JupyterLab's.
const COPY = /(\.kept-\d{4}-\d\d-\d\d-\d{6}(-\d+)?|-Copy\d+)+(?=\.ipynb$)/;

const counted = (count, of, what) => `${count} of ${of} ${what}`;

export class Course {
  constructor(listed, records, open) {
    this.listed = listed;
    this.records = records;
    this.open = open;
    this.kept = {};
    this.pages = [];
    this.onHome = () => {};
  }

  /** What the server says of a notebook, by its path; nothing where it is not the course's. */
  told(path) {
    const plain = path.replace(COPY, "");
    return Object.hasOwn(this.listed, plain) ? this.listed[plain] : null;
  }

  paths(kind) {
    return Object.keys(this.listed).filter((path) => this.listed[path].kind === kind);
  }

  home() {
    const [start] = this.paths("start");
    if (start) this.open(start);
  }

  reveal(view) {
    this.open(view.path);
  }

  /** Read what is kept of every lesson. */
  async read() {
    const files = new Set(Object.values(this.listed).map((each) => each.progress).filter(Boolean));
    const [pages] = await Promise.all([
      this.records.names("pages"),
      ...[...files].map(async (file) => { this.kept[file] = await this.records.read(file); }),
    ]);
    this.pages = pages;
  }

  /** How far she is in a lesson or an assessment: `done` of `all`, and the words. */
  progress(path) {
    const told = this.listed[path];
    const kept = this.kept[told.progress] ?? {};
    if (told.kind === "assessment") {
      const tasks = told.tasks ?? [];
      const done = tasks.filter((task) => tried(kept, task)).length;
      return { done, all: tasks.length, words: counted(done, tasks.length, "tasks done") };
    }
    const keys = Object.values(told.asks ?? {}).flat();
    const done = keys.filter((key) => Object.hasOwn(kept, key)).length;
    return { done, all: keys.length, words: counted(done, keys.length, "answered") };
  }

  /** The pages of a lesson that she has saved, each as a way to it. */
  saved(path) {
    const pages = Object.entries(this.listed[path].pages ?? {});
    return pages
      .filter(([name]) => this.pages.includes(`${name}.html`))
      .map(([name, title]) => button("de-page", title, () => this.records.show(`pages/${name}.html`)));
  }

  rows() {
    const order = [...this.paths("lesson"), ...this.paths("assessment")]
      .filter((path) => this.listed[path].number)
      .sort((a, b) => this.listed[a].number - this.listed[b].number);
    return order.map((path) => {
      const told = this.listed[path];
      const { done, all, words } = this.progress(path);
      const title = told.kind === "lesson" ? `${told.number}. ${told.title}` : "Assessment";
      return { title, note: done ? words : "", done: all > 0 && done === all, act: () => this.open(path) };
    });
  }

  /** How far she is in each lesson that she has begun, as a table. */
  table() {
    const node = document.createElement("div");
    node.className = "de-progress";
    const begun = this.paths("lesson").filter((path) => {
      const told = this.listed[path];
      return told.number && [path, told.onward].some((each) => this.progress(each).done);
    });
    if (!begun.length) {
      node.textContent = "Nothing is saved yet. Your first guess will show up here.";
      return node;
    }
    const table = document.createElement("table");
    const head = table.createTHead().insertRow();
    for (const words of ["Lesson", "Guesses and questions", "Assessment", "Pages saved"]) {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.textContent = words;
      head.append(cell);
    }
    const body = table.createTBody();
    for (const path of begun) {
      const { number, title, onward } = this.listed[path];
      const row = body.insertRow();
      const first = document.createElement("th");
      first.scope = "row";
      first.textContent = `${number}. ${title}`;
      row.append(first);
      for (const words of [this.progress(path).words, this.progress(onward).words]) {
        row.insertCell().textContent = words;
      }
      const pages = this.saved(path);
      row.insertCell().append(...(pages.length ? pages : ["none yet"]));
    }
    node.append(table);
    return node;
  }

  wordsFor(path) {
    const told = Object.hasOwn(this.listed, path) ? this.listed[path] : {};
    if (told.kind === "assessment") return "Take the assessment";
    if (told.kind === "lesson") return `Next lesson: ${told.title}`;
    return "Back to the start page";
  }

  /** Where the start page leads on to: where she read last, or the first lesson. */
  next() {
    const last = this.told(this.records.last);
    if (last?.title && Object.hasOwn(this.listed, this.records.last)) {
      const what = last.kind === "lesson" ? `lesson ${last.number}` : `the assessment of lesson ${last.number}`;
      return { path: this.records.last, words: `Continue ${what}: ${last.title}` };
    }
    const [first] = this.paths("lesson").filter((path) => this.listed[path].number);
    return first
      ? { path: first, words: `Begin lesson ${this.listed[first].number}: ${this.listed[first].title}` }
      : { path: "", words: "" };
  }
}
