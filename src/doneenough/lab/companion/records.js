// What is kept in the learner's own folder, by the server's contents API.
//
// The kernel writes what she answered, one file for a lesson; it is only read here. Where
// she was, and whether she wants to see the code, is written here, into a file of its own.

const PLACES = "reading.json";
const PAUSE = 500; // milliseconds in which one write takes up all changes

function plainObject(text) {
  try {
    const found = JSON.parse(text);
    return found && typeof found === "object" && !Array.isArray(found) ? found : {};
  } catch {
    return {};
  }
}

export class Records {
  constructor(contents, work) {
    this.contents = contents;
    this.folder = work;
    this.places = {};
    this.seen = new Set();
    this.timer = 0;
    this.listeners = new Set();
    this.ready = this.read(PLACES).then((kept) => { this.places = kept; });
    this.writable = contents
      .get(work, { content: false })
      .then((folder) => folder.writable !== false, () => false);
  }

  /** What is kept in a file of JSON in her folder; nothing where there is none. */
  async read(name) {
    // A file that is missing is no error: whoever asks for one makes the server complain.
    if (!this.seen.has(name)) {
      const [file, folder = ""] = name.split("/").reverse();
      if (!(await this.names(folder)).includes(file)) return {};
      this.seen.add(name);
    }
    try {
      const whole = `${this.folder}/${name}`;
      const file = await this.contents.get(whole, { type: "file", format: "text", content: true });
      return plainObject(file.content);
    } catch {
      this.seen.delete(name);
      return {};
    }
  }

  /** The names in her folder, or in a folder in it; none where that is missing. */
  async names(folder) {
    try {
      const here = await this.contents.get(this.folder, { content: true });
      if (!folder) return here.content.map((each) => each.name);
      if (!here.content.some((each) => each.name === folder)) return [];
      const found = await this.contents.get(`${this.folder}/${folder}`, { content: true });
      return found.content.map((each) => each.name);
    } catch {
      return [];
    }
  }

  /** Show a page of hers by itself, where it can be printed. */
  async show(name) {
    window.open(await this.contents.getDownloadUrl(`${this.folder}/${name}`), "_blank");
  }

  get showsCode() {
    return this.places.code === true;
  }

  set showsCode(code) {
    this.places.code = code;
    for (const each of this.listeners) each();
    this.write();
  }

  /** Where she was in a notebook: `section`, `cell`, `offset`, and the sections `passed`. */
  placeIn(path) {
    const all = plainObject(JSON.stringify(this.places.notebooks ?? {}));
    const place = Object.hasOwn(all, path) ? all[path] : {};
    const passed = Array.isArray(place?.passed) ? place.passed : [];
    return { ...place, passed };
  }

  /** The notebook in which she read last, or nothing. */
  get last() {
    return typeof this.places.last === "string" ? this.places.last : "";
  }

  keepPlace(path, place) {
    this.places.notebooks = { ...this.places.notebooks, [path]: place };
    this.places.last = path;
    this.write();
  }

  write() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.writeNow(), PAUSE);
  }

  async writeNow() {
    const path = `${this.folder}/${PLACES}`;
    const model = { type: "file", format: "text", content: JSON.stringify(this.places, null, 1) };
    try {
      await this.contents.save(path, model);
    } catch {
      // A folder that cannot be written must not stop a lesson.
    }
  }
}
