import { expect, it } from "vitest";
import { symbolsOf } from "./support.ts";

const lines = (...all: string[]): string => all.join("\n");

it("reads Rust: impl blocks, traits, macros, tests, //! and /// docs", async () => {
  const text = lines(
    "//! Storage.", // 1
    "use std::io;",
    "/// Opens things.",
    "///",
    "/// Twice.",
    "#[derive(Debug)]",
    "pub struct Store<T> {",
    "    /// Where it lies.",
    "    pub path: T, // on disk",
    "    open: bool,",
    "}", // 11
    "",
    "impl<T: Clone> Store<T> {",
    "    const MAX: usize = 3;",
    "    /// Opens it.",
    "    pub async fn open(",
    "        path: &str,",
    "    ) -> io::Result<Self> {",
    "        fn inner() {}",
    "        let x = 1;",
    "    }", // 21
    "}",
    "impl<T> fmt::Display for Store<T> {",
    "    fn fmt(&self, f: &mut Formatter) -> Result { Ok(()) }",
    "}",
    "pub trait Reader { type Item; fn read(&self) -> u8; }",
    "/** What it",
    " *  is. */",
    "pub enum Kind { A, B(u8) }",
    "macro_rules! say { () => {} }", // 30
    "mod tests {",
    "    //! Inner words.",
    "    #[test]",
    "    fn works() {}",
    "}",
    'pub static NAME: &str = "x";',
    "type Pair = (u8, u8);",
  );
  expect(await symbolsOf("src/store.rs", text)).toEqual([
    "struct Store 7-11 pub struct Store<T> # Opens things.⏎⏎Twice.",
    "field Store::path 9-9 pub path: T # Where it lies.",
    "field Store::open 10-10 open: bool",
    "impl Store 13-22 impl<T: Clone> Store<T>",
    "constant Store::MAX 14-14 const MAX: usize = 3",
    "method Store::open 16-21 pub async fn open( path: &str, ) -> io::Result<Self> # Opens it.",
    "function Store::open::inner 19-19 fn inner()",
    "impl fmt::Display for Store 23-25 impl<T> fmt::Display for Store<T>",
    "method Store::fmt 24-24 fn fmt(&self, f: &mut Formatter) -> Result",
    "trait Reader 26-26 pub trait Reader",
    "type Reader::Item 26-26 type Item",
    "method Reader::read 26-26 fn read(&self) -> u8",
    "enum Kind 29-29 pub enum Kind # What it⏎is.",
    "constant Kind::A 29-29 A",
    "constant Kind::B 29-29 B(u8)",
    "macro say 30-30 macro_rules! say",
    "module tests 31-35 mod tests # Inner words.",
    "function tests::works 34-34 fn works()",
    'constant NAME 36-36 pub static NAME: &str = "x"',
    "type Pair 37-37 type Pair = (u8, u8)",
  ]);
});

it("reads TypeScript: exports, arrow functions, classes, overloads, namespaces, ambient modules", async () => {
  const text = lines(
    "/** Adds. */", // 1
    "export const add = (a: number, b: number): number => a + b;",
    "export async function load(id: string): Promise<void> {",
    "  const helper = () => 1;",
    "  const value = 2;",
    "}",
    "@Injectable()",
    "export abstract class Store<T> extends Base implements Closable {",
    "  static readonly MAX = 3;",
    "  private items: T[] = [];",
    "  handler = (e: Event) => {};", // 11
    "  /** Opens. */",
    "  @log()",
    "  open(path: string): void {}",
    "  abstract close(): void;",
    "}",
    "export interface Port { readonly id: number; post(frame: Frame): void }",
    "export type Id = string | number;",
    "export enum Level { Low = 1, High }",
    'declare module "x" { export function f(): void }',
    "namespace Inner { export const a = 1 }", // 21
    "export default function () {}",
    "let counter = 0, other = 1;",
    "const table = { run() {}, stop: () => {}, size: 3 };",
    "const { a, b } = table;",
    "function over(a: string): void;",
    "function over(a: unknown): void {}",
  );
  expect(await symbolsOf("a/b.ts", text)).toEqual([
    "function add 2-2 export const add = (a: number, b: number): number # Adds.",
    "function load 3-6 export async function load(id: string): Promise<void>",
    "function load.helper 4-4 const helper = ()",
    "class Store 7-16 abstract class Store<T> extends Base implements Closable",
    "constant Store.MAX 9-9 static readonly MAX = 3",
    "field Store.items 10-10 private items: T[] = []",
    "method Store.handler 11-11 handler = (e: Event)",
    "method Store.open 14-14 open(path: string): void # Opens.",
    "method Store.close 15-15 abstract close(): void",
    "interface Port 17-17 export interface Port",
    "field Port.id 17-17 readonly id: number",
    "method Port.post 17-17 post(frame: Frame): void",
    "type Id 18-18 export type Id = string | number",
    "enum Level 19-19 export enum Level",
    "constant Level.Low 19-19 Low = 1",
    "constant Level.High 19-19 High",
    'module x 20-20 declare module "x"',
    "function x.f 20-20 export function f(): void",
    "module Inner 21-21 namespace Inner",
    "constant Inner.a 21-21 export const a = 1",
    "function default 22-22 export default function ()",
    "variable counter 23-23 let counter = 0",
    "variable other 23-23 other = 1",
    "constant table 24-24 const table = { run() {}, stop: () => {}, size: 3 }",
    "method table.run 24-24 run()",
    "method table.stop 24-24 stop: ()",
    "function over 26-26 function over(a: string): void",
    "function over 27-27 function over(a: unknown): void",
  ]);
});

it("reads TSX and JSX", async () => {
  const tsx = lines(
    "export function App({ title }: Props) {",
    '  return <h1 className="x">{title}</h1>;',
    "}",
    "const Row: FC<P> = (p) => <td>{p.x}</td>;",
  );
  expect(await symbolsOf("app.tsx", tsx)).toEqual([
    "function App 1-3 export function App({ title }: Props)",
    "function Row 4-4 const Row: FC<P> = (p)",
  ]);
  const jsx = lines(
    "class View extends React.Component {",
    "  state = {};",
    "  #secret = 1;",
    "  render() { return <p>a</p>; }",
    "}",
    "exports.parse = function parse(text) {};",
    "View.prototype.reset = function () {};",
    "function* numbers() {}",
    "module.exports = { View };",
  );
  expect(await symbolsOf("view.jsx", jsx)).toEqual([
    "class View 1-5 class View extends React.Component",
    "field View.state 2-2 state = {}",
    "field View.#secret 3-3 #secret = 1",
    "method View.render 4-4 render()",
    "function parse 6-6 exports.parse = function parse(text)",
    "method View.reset 7-7 View.prototype.reset = function ()",
    "function numbers 8-8 function* numbers()",
  ]);
});

it("reads Python: decorators, docstrings, nested functions, module constants", async () => {
  const text = lines(
    "MAX_SIZE: int = 3", // 1
    "default = None",
    "",
    "# Opens it.",
    "@cache",
    "def open_store(path: str) -> Store:",
    "    def inner(): pass",
    "    return inner",
    "",
    "class Store(Base):",
    '    """Holds rows.', // 11
    "",
    "        Indented.",
    '    """',
    "    name: str = ''",
    "    @property",
    "    async def size(self):",
    "        'How many.'",
    "        return 1",
    "if TYPE_CHECKING:",
    "    def only(): ...", // 21
  );
  expect(await symbolsOf("store.py", text)).toEqual([
    "constant MAX_SIZE 1-1 MAX_SIZE: int = 3",
    "variable default 2-2 default = None",
    "function open_store 5-8 def open_store(path: str) -> Store # Opens it.",
    "function open_store.inner 7-7 def inner()",
    "class Store 10-19 class Store(Base) # Holds rows.⏎⏎Indented.",
    "field Store.name 15-15 name: str = ''",
    "method Store.size 16-19 async def size(self) # How many.",
    "function only 21-21 def only()",
  ]);
});

it("reads Go: receivers, grouped declarations, // blocks", async () => {
  const text = lines(
    "package store", // 1
    "",
    "// Store holds rows.",
    "// Twice.",
    "type Store[K comparable] struct {",
    "\tName, Other string",
    "\tio.Reader",
    "}",
    "",
    "type Opener interface { Open(path string) error }",
    "const (", // 11
    "\t// Low is low.",
    "\tLow, Mid = 1, 2",
    "\tHigh = 3",
    ")",
    "var count int",
    "// Open opens.",
    "func (s *Store[K]) Open(path string) (err error) {",
    "\treturn nil",
    "}",
    "func New() *Store[int] { return nil }", // 21
    "type ID = string",
  );
  expect(await symbolsOf("store.go", text)).toEqual([
    "struct Store 5-8 type Store[K comparable] struct # Store holds rows.⏎Twice.",
    "field Store.Name 6-6 Name, Other string",
    "field Store.Other 6-6 Name, Other string",
    "field Store.Reader 7-7 io.Reader",
    "interface Opener 10-10 type Opener interface",
    "method Opener.Open 10-10 Open(path string) error",
    "constant Low 13-13 Low, Mid = 1, 2 # Low is low.",
    "constant Mid 13-13 Low, Mid = 1, 2 # Low is low.",
    "constant High 14-14 High = 3",
    "variable count 16-16 var count int",
    "method Store.Open 18-20 func (s *Store[K]) Open(path string) (err error) # Open opens.",
    "function New 21-21 func New() *Store[int]",
    "type ID 22-22 type ID = string",
  ]);
});
