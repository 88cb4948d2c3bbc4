package lit

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// TestEverythingExportedIsDocumented reads the sources of all packages.
func TestEverythingExportedIsDocumented(t *testing.T) {
	t.Parallel()
	files, names := token.NewFileSet(), 0
	missing := func(at token.Pos, name string) {
		t.Errorf("%s: %s has no comment", files.Position(at), name)
	}
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(files, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		for _, declaration := range file.Decls {
			names += checkDocumented(files, declaration, missing)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if names < 300 {
		t.Errorf("only %d names were looked at", names)
	}
}

// checkDocumented gives how many exported names a declaration has.
func checkDocumented(files *token.FileSet, declaration ast.Decl, missing func(token.Pos, string)) (names int) {
	switch declaration := declaration.(type) {
	case *ast.FuncDecl:
		if !declaration.Name.IsExported() || !hasExportedReceiver(declaration) {
			return 0
		}
		if declaration.Doc == nil || !strings.HasPrefix(declaration.Doc.Text(), declaration.Name.Name+" ") {
			missing(declaration.Pos(), declaration.Name.Name)
		}
		return 1
	case *ast.GenDecl:
		for _, spec := range declaration.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				if !spec.Name.IsExported() {
					continue
				}
				names++
				if declaration.Doc == nil && spec.Doc == nil {
					missing(spec.Pos(), spec.Name.Name)
				}
				if structure, isStruct := spec.Type.(*ast.StructType); isStruct {
					names += checkFields(files, structure, spec.Name.Name, missing)
				}
			case *ast.ValueSpec:
				if !spec.Names[0].IsExported() {
					continue
				}
				names++
				if spec.Doc == nil && (declaration.Doc == nil || len(declaration.Specs) > 1) {
					missing(spec.Pos(), spec.Names[0].Name)
				}
			}
		}
	}
	return names
}

// checkFields takes the comment of one field for those on the lines right below it, too.
func checkFields(files *token.FileSet, structure *ast.StructType, of string, missing func(token.Pos, string)) (names int) {
	wasDocumented, lineBefore := false, 0
	for _, field := range structure.Fields.List {
		first, last := files.Position(field.Pos()).Line, files.Position(field.End()).Line
		isDocumented := field.Doc != nil || wasDocumented && first == lineBefore+1
		wasDocumented, lineBefore = isDocumented, last
		if len(field.Names) == 0 || !field.Names[0].IsExported() {
			continue
		}
		names++
		if !isDocumented {
			missing(field.Pos(), of+"."+field.Names[0].Name)
		}
	}
	return names
}

func hasExportedReceiver(function *ast.FuncDecl) bool {
	if function.Recv == nil {
		return true
	}
	kind := function.Recv.List[0].Type
	if pointer, isPointer := kind.(*ast.StarExpr); isPointer {
		kind = pointer.X
	}
	name, isName := kind.(*ast.Ident)
	return isName && name.IsExported()
}
