/**
 * Programming languages by file name, with the signs of their comments: where no editor is there to ask, as on the command
 * line. The ids are VS Code's, and so are the signs.
 */
import type { DocumentFormat } from '../protocol/document-format';

type Signs = readonly [line: string | undefined, block?: readonly [string, string]];

const C: Signs = ['//', ['/*', '*/']];
const HASH: Signs = ['#'];
const XML: Signs = [undefined, ['<!--', '-->']];
const LISP: Signs = [';'];

/** Id, signs, and the ends of names (or whole names) that its files have. */
const LANGUAGES: readonly (readonly [string, Signs, string])[] = [
  ['typescript', C, '.ts .mts .cts'],
  ['typescriptreact', C, '.tsx'],
  ['javascript', C, '.js .mjs .cjs .es6'],
  ['javascriptreact', C, '.jsx'],
  ['vue', XML, '.vue'],
  ['svelte', XML, '.svelte'],
  ['python', HASH, '.py .pyi .pyw .pyx SConstruct SConscript'],
  [
    'ruby',
    ['#', ['=begin', '=end']],
    '.rb .rake .gemspec .ru Rakefile Gemfile Guardfile Vagrantfile Podfile Fastfile',
  ],
  ['go', C, '.go go.mod'],
  ['rust', C, '.rs'],
  ['c', C, '.c .h'],
  ['cpp', C, '.cc .cpp .cxx .hh .hpp .hxx .ino .ipp .inl'],
  ['cuda-cpp', C, '.cu .cuh'],
  ['objective-c', C, '.m'],
  ['objective-cpp', C, '.mm'],
  ['csharp', C, '.cs .csx'],
  ['java', C, '.java'],
  ['kotlin', C, '.kt .kts'],
  ['scala', C, '.scala .sc .sbt'],
  ['groovy', C, '.groovy .gradle Jenkinsfile'],
  ['swift', C, '.swift'],
  ['dart', C, '.dart'],
  ['php', C, '.php .phtml'],
  ['css', [undefined, ['/*', '*/']], '.css'],
  ['scss', C, '.scss'],
  ['less', C, '.less'],
  ['stylus', C, '.styl'],
  ['hlsl', C, '.hlsl .fx'],
  ['glsl', C, '.glsl .vert .frag .comp'],
  ['wgsl', C, '.wgsl'],
  ['shaderlab', C, '.shader'],
  ['proto3', C, '.proto'],
  ['solidity', C, '.sol'],
  ['zig', ['//'], '.zig'],
  ['verilog', C, '.v .vh'],
  ['systemverilog', C, '.sv .svh'],
  ['fsharp', ['//', ['(*', '*)']], '.fs .fsi .fsx'],
  ['ocaml', [undefined, ['(*', '*)']], '.ml .mli'],
  ['pascal', ['//', ['{', '}']], '.pas .dpr .pp'],
  ['haskell', ['--', ['{-', '-}']], '.hs'],
  ['elm', ['--', ['{-', '-}']], '.elm'],
  ['lua', ['--', ['--[[', ']]']], '.lua'],
  ['sql', ['--', ['/*', '*/']], '.sql .dsql'],
  ['vhdl', ['--'], '.vhd .vhdl'],
  ['ada', ['--'], '.adb .ads'],
  [
    'shellscript',
    HASH,
    '.sh .bash .zsh .ksh .fish .bashrc .zshrc .profile .bash_profile .bash_aliases .envrc PKGBUILD',
  ],
  ['powershell', ['#', ['<#', '#>']], '.ps1 .psm1 .psd1'],
  ['bat', ['@REM'], '.bat .cmd'],
  ['makefile', HASH, '.mk .mak Makefile makefile GNUmakefile'],
  ['cmake', HASH, '.cmake CMakeLists.txt'],
  ['dockerfile', HASH, '.dockerfile Dockerfile Containerfile'],
  ['perl', ['#'], '.pl .pm .t'],
  ['raku', ['#'], '.raku .rakumod .p6'],
  ['r', HASH, '.r .R .Rprofile'],
  ['julia', ['#', ['#=', '=#']], '.jl'],
  ['elixir', HASH, '.ex .exs'],
  ['erlang', ['%'], '.erl .hrl'],
  ['nim', ['#', ['#[', ']#']], '.nim .nims'],
  ['coffeescript', ['#', ['###', '###']], '.coffee .cson'],
  ['terraform', ['#', ['/*', '*/']], '.tf .tfvars .hcl'],
  ['nix', ['#', ['/*', '*/']], '.nix'],
  ['graphql', HASH, '.graphql .gql'],
  ['dotenv', HASH, '.env'],
  [
    'ignore',
    HASH,
    '.gitignore .dockerignore .npmignore .prettierignore .eslintignore .gitattributes .vscodeignore CODEOWNERS',
  ],
  ['git-rebase', HASH, 'git-rebase-todo'],
  ['ini', [';'], '.ini .cfg .conf .editorconfig .gitconfig .service .desktop'],
  ['clojure', [';;'], '.clj .cljs .cljc .edn'],
  ['lisp', LISP, '.lisp .el .cl'],
  ['scheme', LISP, '.scm .ss'],
  ['racket', LISP, '.rkt'],
  ['asm', LISP, '.asm .s .S'],
  ['vb', ["'"], '.vb .bas .vbs'],
  ['matlab', ['%', ['%{', '%}']], '.mlx'],
  ['fortran', ['!'], '.f90 .f95 .f03 .f08'],
  ['viml', ['"'], '.vim .vimrc'],
  ['bibtex', ['%'], '.bib'],
  [
    'xml',
    XML,
    '.xml .xsd .svg .xsl .xslt .plist .csproj .vcxproj .props .targets .config .storyboard .xib .rss',
  ],
  ['handlebars', [undefined, ['{{!--', '--}}']], '.hbs .handlebars'],
  ['razor', [undefined, ['@*', '*@']], '.cshtml .razor'],
  ['jade', ['//-'], '.pug .jade'],
];

const byEnding = new Map<string, (typeof LANGUAGES)[number]>(
  LANGUAGES.flatMap((language) => language[2].split(' ').map((ending) => [ending, language] as const)),
);
const byId = new Map(LANGUAGES.map((language) => [language[0], language]));

/** @param path of a file @returns undefined where its name tells of no language */
export function commentSignsOf(path: string): DocumentFormat | undefined {
  const name = path.split(/[\\/]/).at(-1)!;
  const ending = /\.[^.]+$/.exec(name)?.[0] ?? '';
  const found = byEnding.get(name) ?? byEnding.get(ending) ?? byEnding.get(ending.toLowerCase());
  return found && formatOf(found);
}

/** @param id as VS Code has it */
export function commentSignsOfLanguage(id: string): DocumentFormat | undefined {
  const found = byId.get(id);
  return found && formatOf(found);
}

export const knownLanguages = (): string[] => [...byId.keys()];

const formatOf = ([language, [line, block]]: (typeof LANGUAGES)[number]): DocumentFormat => ({
  kind: 'code',
  language,
  ...(line !== undefined && { line }),
  ...(block && { block }),
});
