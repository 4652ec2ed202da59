/**
 * Every text that the extension puts before the user's eyes, read out of its sources by TypeScript's own parser and type
 * checker, and whether what is put into it is harmless: a constant, a number, a localised sentence of such parts, or `inert`.
 */
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

export interface ShownText {
  /** "src/extension/ui/log.ts:27". */
  place: string;
  text: string;
  safe: boolean;
}

/** Functions whose arguments VS Code shows, with the arguments that are text. */
const CALLS = new Map<string, readonly number[]>(
  Object.entries({
    showInformationMessage: [0, 1, 2, 3],
    showWarningMessage: [0, 1, 2, 3],
    showErrorMessage: [0, 1, 2, 3],
    setStatusBarMessage: [0],
    appendMarkdown: [0],
    appendText: [0],
    appendCodeblock: [0],
    MarkdownString: [0],
    CodeAction: [0],
    withDelayedProgress: [0],
  }),
);
/** What objects of VS Code's interface show of themselves. */
const PROPERTIES = new Set(
  'label description detail tooltip title prompt placeHolder placeholder message name text busy accessibilityInformation'.split(
    ' ',
  ),
);
/** Progress is reported through src/extension/ui/progress.ts. */
const PROGRESS = 'report';

/** @param made a file that is not there, read as if it were: `text` is what it says */
export function shownTexts(
  root: string,
  folder: string,
  made: { file: string; text: string },
): { own: ShownText[]; made: ShownText[] } {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => name.endsWith('.ts')).map((name) => join(root, folder, name));
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config as {
    compilerOptions: object;
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const host = ts.createCompilerHost(options, true);
  const path = join(root, made.file);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === path ? ts.createSourceFile(name, made.text, ts.ScriptTarget.Latest, true) : read(name, ...rest);
  const program = ts.createProgram([...files, path], { ...options, noEmit: true }, host);
  const readAll = (paths: readonly string[]): ShownText[] => {
    const reader = new Reader(root, program.getTypeChecker());
    for (const one of paths) reader.read(program.getSourceFile(one)!);
    return reader.found;
  };
  return { own: readAll(files), made: readAll([path]) };
}

class Reader {
  readonly found: ShownText[] = [];
  /** Functions under way or done: one that calls itself shows nothing new. */
  private readonly known = new Map<ts.Node, boolean>();

  constructor(
    private readonly root: string,
    private readonly checker: ts.TypeChecker,
  ) {}

  read(file: ts.SourceFile): void {
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) || ts.isNewExpression(node)) this.call(node);
      if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) this.property(node);
      if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
        this.assignment(node);
      ts.forEachChild(node, visit);
    };
    visit(file);
  }

  private call(node: ts.CallExpression | ts.NewExpression): void {
    const name = nameOf(node.expression);
    const given = node.arguments ?? [];
    if (isLocalised(node.expression)) return given.slice(1).forEach((one) => this.shown(one));
    if (ts.isPropertyAccessExpression(node.expression) && name === PROGRESS && given.length === 2)
      return this.shown(given[0]);
    // The command that compares has the title of its editor behind the two documents.
    if (name === 'executeCommand' && /diff/.test(given[0]?.getText() ?? '') && given[3])
      return this.shown(given[3]);
    for (const i of CALLS.get(name) ?? []) {
      const one = given[i];
      if (one && isText(this.checker.getTypeAtLocation(one))) this.shown(one);
    }
  }

  private property(node: ts.PropertyAssignment | ts.ShorthandPropertyAssignment): void {
    const name = node.name.getText();
    if (!PROPERTIES.has(name) || !ts.isObjectLiteralExpression(node.parent)) return;
    if (!this.isOfVscode(node.parent, name)) return;
    const value = ts.isPropertyAssignment(node) ? node.initializer : node.name;
    if (isText(this.checker.getTypeAtLocation(value))) this.shown(value);
  }

  private assignment({ left, right }: ts.BinaryExpression): void {
    if (!ts.isPropertyAccessExpression(left) || !PROPERTIES.has(left.name.text)) return;
    const symbol = this.checker.getSymbolAtLocation(left);
    if (comesFromVscode(symbol) && isText(this.checker.getTypeAtLocation(right))) this.shown(right);
  }

  /** An item of a pick is what `showQuickPick` is given, whatever type it was inferred to have. */
  private isOfVscode(object: ts.ObjectLiteralExpression, name: string): boolean {
    const type = this.checker.getContextualType(object);
    const base = type && (this.checker.getBaseConstraintOfType(type) ?? type);
    const member = base && this.checker.getPropertyOfType(this.checker.getNonNullableType(base), name);
    if (comesFromVscode(member)) return true;
    for (let at: ts.Node = object; at.parent && !ts.isStatement(at); at = at.parent)
      if (ts.isCallExpression(at.parent) && nameOf(at.parent.expression) === 'showQuickPick') return true;
    return false;
  }

  private shown(node: ts.Expression): void {
    const source = node.getSourceFile();
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    const place = `${relative(this.root, source.fileName)}:${line + 1}`;
    this.found.push({ place, text: node.getText(), safe: this.isSafe(node) });
  }

  private isSafe(node: ts.Expression): boolean {
    if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return true;
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return this.isSafe(node.expression);
    if (isHarmless(this.checker.getTypeAtLocation(node))) return true;
    if (ts.isTemplateExpression(node))
      return node.templateSpans.every(({ expression }) => this.isSafe(expression));
    if (ts.isConditionalExpression(node)) return this.isSafe(node.whenTrue) && this.isSafe(node.whenFalse);
    if (ts.isBinaryExpression(node)) return this.isSafe(node.left) && this.isSafe(node.right);
    if (ts.isCallExpression(node)) return this.isSafeCall(node);
    if (ts.isArrayLiteralExpression(node)) return node.elements.every((one) => this.isSafe(one));
    return ts.isIdentifier(node) && this.isSafeName(node);
  }

  private isSafeCall(node: ts.CallExpression): boolean {
    // Its arguments are looked at where it stands.
    if (isLocalised(node.expression)) return true;
    const { expression } = node;
    // Texts joined, or one without what a constant pattern matches.
    if (ts.isPropertyAccessExpression(expression) && ['join', 'replace'].includes(expression.name.text))
      return this.isSafe(expression.expression) && node.arguments.slice(-1).every((one) => this.isSafe(one));
    if (ts.isPropertyAccessExpression(expression) && ['map', 'flatMap'].includes(expression.name.text)) {
      const [made] = node.arguments;
      return ts.isFunctionLike(made) && this.returnsSafe(made as ts.ArrowFunction);
    }
    const symbol = this.checker.getSymbolAtLocation(expression);
    const target =
      symbol && (symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol);
    const declaration = target?.valueDeclaration;
    const called =
      declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
    return (
      called !== undefined &&
      ts.isFunctionLike(called) &&
      this.returnsSafe(called as ts.FunctionLikeDeclaration)
    );
  }

  private returnsSafe(called: ts.FunctionLikeDeclaration): boolean {
    const known = this.known.get(called);
    if (known !== undefined) return known;
    this.known.set(called, true);
    const { body } = called;
    let safe = body !== undefined;
    if (body && !ts.isBlock(body)) safe = this.isSafe(body);
    else if (body) {
      const visit = (node: ts.Node): void => {
        if (ts.isReturnStatement(node) && node.expression) safe &&= this.isSafe(node.expression);
        if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
      };
      visit(body);
    }
    this.known.set(called, safe);
    return safe;
  }

  /** A constant is what it was made from; a parameter what every caller gives, where that can be seen in the same file. */
  private isSafeName(node: ts.Identifier): boolean {
    const symbol = ts.isShorthandPropertyAssignment(node.parent)
      ? this.checker.getShorthandAssignmentValueSymbol(node.parent)
      : this.checker.getSymbolAtLocation(node);
    const declaration = symbol?.valueDeclaration;
    if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer)
      return this.isSafe(declaration.initializer);
    if (declaration && ts.isParameter(declaration)) return this.isSafeParameter(declaration);
    return false;
  }

  private isSafeParameter(parameter: ts.ParameterDeclaration): boolean {
    const known = this.known.get(parameter);
    if (known !== undefined) return known;
    this.known.set(parameter, true);
    const called = parameter.parent;
    const index = called.parameters.indexOf(parameter);
    const named = ts.isVariableDeclaration(called.parent) ? called.parent : called;
    const name = (named as ts.NamedDeclaration).name;
    let [calls, safe] = [0, true];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && name && nameOf(node.expression) === name.getText()) {
        calls++;
        safe &&= node.arguments[index] !== undefined && this.isSafe(node.arguments[index]);
      }
      ts.forEachChild(node, visit);
    };
    visit(parameter.getSourceFile());
    this.known.set(parameter, safe && calls > 0);
    return safe && calls > 0;
  }
}

const nameOf = (node: ts.Expression): string =>
  ts.isPropertyAccessExpression(node) ? node.name.text : node.getText();
const isLocalised = (node: ts.Expression): boolean => /(?:^|\.)l10n\.t$/.test(node.getText());

const parts = (type: ts.Type): ts.Type[] => (type.isUnion() ? type.types : [type]);

/** Text of any content, or text of which some is. */
const isText = (type: ts.Type): boolean =>
  parts(type).some(
    ({ flags }) => (flags & (ts.TypeFlags.StringLike | ts.TypeFlags.Any | ts.TypeFlags.Intersection)) !== 0,
  );

/** Numbers, texts that the program spells out, what only `inert` gives, and Markdown, which is looked at where it is made. */
const isHarmless = (type: ts.Type): boolean =>
  parts(type).every(
    (one) =>
      (one.flags &
        (ts.TypeFlags.NumberLike |
          ts.TypeFlags.BooleanLike |
          ts.TypeFlags.StringLiteral |
          ts.TypeFlags.Undefined)) !==
        0 ||
      one.aliasSymbol?.name === 'Inert' ||
      one.symbol?.name === 'MarkdownString',
  );

const comesFromVscode = (symbol: ts.Symbol | undefined): boolean =>
  symbol?.declarations?.some((one) => one.getSourceFile().fileName.includes('@types/vscode/')) ?? false;
