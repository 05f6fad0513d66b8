import { expect, it } from "vitest";
import { symbolsOf } from "./support.ts";

const lines = (...all: string[]): string => all.join("\n");

it("reads C: declarators, typedefs, prototypes, macros, code behind #ifdef", async () => {
  const text = lines(
    "#define MAX 10", // 1
    "#define SQR(x) ((x) * (x))",
    "/* A point. */",
    "typedef struct point { int x, *y; } Point;",
    "struct node { struct node *next; int (*cb)(int); };",
    "enum color { RED, GREEN = 2 };",
    "typedef unsigned long size;",
    'static const char *names[] = { "a" };',
    "int parse(const char *text);",
    "#ifdef UNIX",
    "/** Reads it.", // 11
    " * @return bytes",
    " */",
    "static char *read_all(int fd, size *n)",
    "{",
    "    return 0;",
    "}",
    "#endif",
  );
  expect(await symbolsOf("a.c", text)).toEqual([
    "macro MAX 1-1 #define MAX 10",
    "macro SQR 2-2 #define SQR(x) ((x) * (x))",
    "struct Point 4-4 typedef struct point # A point.",
    "field Point.x 4-4 int x, *y",
    "field Point.y 4-4 int x, *y",
    "struct node 5-5 struct node",
    "field node.next 5-5 struct node *next",
    "field node.cb 5-5 int (*cb)(int)",
    "enum color 6-6 enum color",
    "constant color.RED 6-6 RED",
    "constant color.GREEN 6-6 GREEN = 2",
    "type size 7-7 typedef unsigned long size",
    'constant names 8-8 static const char *names[] = { "a" }',
    "function parse 9-9 int parse(const char *text)",
    "function read_all 14-17 static char *read_all(int fd, size *n) # Reads it.⏎@return bytes",
  ]);
});

it("reads C++: namespaces, templates, methods in and out of the class, operators", async () => {
  const text = lines(
    "namespace app::db {", // 1
    "/// A store.",
    "template <class T>",
    "class Store : public Base {",
    " public:",
    "  Store();",
    "  ~Store() {}",
    "  int size() const;",
    "  bool operator==(const Store& o) const { return true; }",
    "  static int count;",
    "};", // 11
    "int Store<int>::size() const { return 1; }",
    "using Id = int;",
    "enum class Level { Low, High = 2 };",
    "}",
    "template <typename T> T twice(T x) { return x + x; }",
  );
  expect(await symbolsOf("store.cpp", text)).toEqual([
    "module app::db 1-15 namespace app::db",
    "class app::db::Store 3-11 template <class T> class Store : public Base # A store.",
    "method app::db::Store::Store 6-6 Store()",
    "method app::db::Store::~Store 7-7 ~Store()",
    "method app::db::Store::size 8-8 int size() const",
    "method app::db::Store::operator== 9-9 bool operator==(const Store& o) const",
    "field app::db::Store::count 10-10 static int count",
    "method app::db::Store::size 12-12 int Store<int>::size() const",
    "type app::db::Id 13-13 using Id = int",
    "enum app::db::Level 14-14 enum class Level",
    "constant app::db::Level::Low 14-14 Low",
    "constant app::db::Level::High 14-14 High = 2",
    "function twice 16-16 template <typename T> T twice(T x)",
  ]);
  expect(await symbolsOf("store.h", "class Store { int n; };")).toEqual(["class Store 1-1 class Store", "field Store::n 1-1 int n"]);
});

it("reads C#: namespaces of both kinds, XML docs, properties, events, local functions", async () => {
  const text = lines(
    "namespace App.Data;", // 1
    '/// <summary>Holds <see cref="T:Row"/> &amp; more.</summary>',
    '/// <param name="path">Where.</param>',
    "[Serializable]",
    "public sealed class Store<T> : IStore where T : class",
    "{",
    "    public const int Max = 3;",
    "    private int a, b;",
    "    public int Size { get; set; } = 1;",
    "    public event EventHandler Changed;",
    "    public Store(string path) { }", // 11
    "    public async Task<int> Open(int n) { int Local(int q) => q; return 1; }",
    "    enum Level { Low, High }",
    "}",
    "public record Point(int X, int Y);",
    "public interface IStore { void Close(); }",
    "delegate void Done(int x);",
  );
  expect(await symbolsOf("Store.cs", text)).toEqual([
    "module App.Data 1-1 namespace App.Data",
    "class App.Data.Store 4-14 public sealed class Store<T> : IStore where T : class # Holds Row & more.⏎path: Where.",
    "constant App.Data.Store.Max 7-7 public const int Max = 3",
    "field App.Data.Store.a 8-8 private int a, b",
    "field App.Data.Store.b 8-8 private int a, b",
    "field App.Data.Store.Size 9-9 public int Size",
    "event App.Data.Store.Changed 10-10 public event EventHandler Changed",
    "method App.Data.Store.Store 11-11 public Store(string path)",
    "method App.Data.Store.Open 12-12 public async Task<int> Open(int n)",
    "function App.Data.Store.Open.Local 12-12 int Local(int q)",
    "enum App.Data.Store.Level 13-13 enum Level",
    "constant App.Data.Store.Level.Low 13-13 Low",
    "constant App.Data.Store.Level.High 13-13 High",
    "class App.Data.Point 15-15 public record Point(int X, int Y)",
    "interface App.Data.IStore 16-16 public interface IStore",
    "method App.Data.IStore.Close 16-16 void Close()",
    "type App.Data.Done 17-17 delegate void Done(int x)",
  ]);
  expect(await symbolsOf("B.cs", "namespace A.B { class C { } }")).toEqual(["module A.B 1-1 namespace A.B", "class A.B.C 1-1 class C"]);
});

it("reads Java: records, enums with bodies, constants, annotations", async () => {
  const text = lines(
    "package app;", // 1
    "/**",
    " * A store.",
    " */",
    "public class Store<T> extends Base {",
    "  public static final int MAX = 3;",
    "  private int a, b;",
    "  Store() {}",
    "  @Override",
    "  public <K> void open(K k) throws IOException { }",
    "  enum Level { LOW, HIGH; int z; }", // 11
    "  record Point(int x) { }",
    "  interface Port { int ID = 1; void post(); }",
    "}",
  );
  expect(await symbolsOf("Store.java", text)).toEqual([
    "class Store 5-14 public class Store<T> extends Base # A store.",
    "constant Store.MAX 6-6 public static final int MAX = 3",
    "field Store.a 7-7 private int a, b",
    "field Store.b 7-7 private int a, b",
    "method Store.Store 8-8 Store()",
    "method Store.open 9-10 @Override public <K> void open(K k) throws IOException",
    "enum Store.Level 11-11 enum Level",
    "constant Store.Level.LOW 11-11 LOW",
    "constant Store.Level.HIGH 11-11 HIGH",
    "field Store.Level.z 11-11 int z",
    "class Store.Point 12-12 record Point(int x)",
    "interface Store.Port 13-13 interface Port",
    "constant Store.Port.ID 13-13 int ID = 1",
    "method Store.Port.post 13-13 void post()",
  ]);
});

it("reads Ruby: modules, instance and class methods, attributes", async () => {
  const text = lines(
    "module App", // 1
    "  # A store.",
    "  class Store < Base",
    "    MAX = 3",
    "    attr_reader :name, :size",
    "    # Opens it.",
    "    def self.open(path)",
    "    end",
    "    def close = nil",
    "    class << self",
    "      def build", // 11
    "      end",
    "    end",
    "  end",
    "end",
    "def helper(x) x end",
  );
  expect(await symbolsOf("store.rb", text)).toEqual([
    "module App 1-15 module App",
    "class App::Store 3-14 class Store < Base # A store.",
    "constant App::Store::MAX 4-4 MAX = 3",
    "field App::Store#name 5-5 attr_reader :name, :size",
    "field App::Store#size 5-5 attr_reader :name, :size",
    "method App::Store.open 7-8 def self.open(path) # Opens it.",
    "method App::Store#close 9-9 def close",
    "impl App::Store::self 10-13 class << self",
    "method App::Store.build 11-12 def build",
    "function helper 16-16 def helper(x)",
  ]);
});

it("reads PHP: namespaces, attributes, traits, enums", async () => {
  const text = lines(
    "<?php", // 1
    "namespace App\\Data;",
    "const LIMIT = 1;",
    "/** A store. */",
    "#[Entity]",
    "final class Store extends Base {",
    "  const A = 1, B = 2;",
    "  private ?int $size = 1, $other;",
    "  /** Opens. */",
    "  public static function open(string $path): self { return new self; }",
    "}", // 11
    "trait Closes { function close() {} }",
    "enum Level: string { case Low = 'l'; }",
    "interface Port { public function post(); }",
    "function helper(int $a): int { return $a; }",
  );
  expect(await symbolsOf("Store.php", text)).toEqual([
    "module App\\Data 2-2 namespace App\\Data",
    "constant App\\Data\\LIMIT 3-3 const LIMIT = 1",
    "class App\\Data\\Store 5-11 final class Store extends Base # A store.",
    "constant App\\Data\\Store::A 7-7 const A = 1, B = 2",
    "constant App\\Data\\Store::B 7-7 const A = 1, B = 2",
    "field App\\Data\\Store::$size 8-8 private ?int $size = 1, $other",
    "field App\\Data\\Store::$other 8-8 private ?int $size = 1, $other",
    "method App\\Data\\Store::open 10-10 public static function open(string $path): self # Opens.",
    "trait App\\Data\\Closes 12-12 trait Closes",
    "method App\\Data\\Closes::close 12-12 function close()",
    "enum App\\Data\\Level 13-13 enum Level: string",
    "constant App\\Data\\Level::Low 13-13 case Low = 'l'",
    "interface App\\Data\\Port 14-14 interface Port",
    "method App\\Data\\Port::post 14-14 public function post()",
    "function App\\Data\\helper 15-15 function helper(int $a): int",
  ]);
});

it("reads Bash, by name and by its first line", async () => {
  const text = lines(
    "#!/usr/bin/env bash",
    "# Not a doc: a line is between.",
    "",
    "# Builds it.",
    "build() {",
    "  local x=1",
    "}",
    "function clean { :; }",
    "readonly ROOT=/tmp",
    "NAME=a",
  );
  const expected = [
    "function build 5-7 build() # Builds it.",
    "function clean 8-8 function clean",
    "constant ROOT 9-9 readonly ROOT=/tmp",
    "variable NAME 10-10 NAME=a",
  ];
  expect(await symbolsOf("build.sh", text)).toEqual(expected);
  expect(await symbolsOf("bin/build", text)).toEqual(expected);
});

it("reads Solidity: contracts, events, modifiers, errors", async () => {
  const text = lines(
    "pragma solidity ^0.8.0;", // 1
    "/// @notice A vault.",
    "contract Vault is Owned {",
    "  mapping(address => uint) public balances;",
    "  uint constant MAX = 1;",
    "  event Paid(address who, uint amount);",
    "  error Denied();",
    "  modifier onlyOwner() { _; }",
    "  struct Entry { uint amount; }",
    "  enum State { Open, Closed }",
    "  constructor(uint a) {}", // 11
    "  receive() external payable {}",
    "  /// Pays.",
    "  function pay(uint a) public returns (uint) { return a; }",
    "}",
    "library Lib { function f() internal {} }",
    "interface IVault { function pay(uint a) external; }",
  );
  expect(await symbolsOf("Vault.sol", text)).toEqual([
    "contract Vault 3-15 contract Vault is Owned # @notice A vault.",
    "field Vault.balances 4-4 mapping(address => uint) public balances",
    "constant Vault.MAX 5-5 uint constant MAX = 1",
    "event Vault.Paid 6-6 event Paid(address who, uint amount)",
    "type Vault.Denied 7-7 error Denied()",
    "method Vault.onlyOwner 8-8 modifier onlyOwner()",
    "struct Vault.Entry 9-9 struct Entry",
    "field Vault.Entry.amount 9-9 uint amount",
    "enum Vault.State 10-10 enum State",
    "constant Vault.State.Open 10-10 Open",
    "constant Vault.State.Closed 10-10 Closed",
    "method Vault.constructor 11-11 constructor(uint a)",
    "method Vault.receive 12-12 receive() external payable",
    "method Vault.pay 14-14 function pay(uint a) public returns (uint) # Pays.",
    "contract Lib 16-16 library Lib",
    "method Lib.f 16-16 function f() internal",
    "interface IVault 17-17 interface IVault",
    "method IVault.pay 17-17 function pay(uint a) external",
  ]);
});
