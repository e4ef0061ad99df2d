package content

import (
	"reflect"
	"strings"
)

// keysOf lists the TOML keys that the fields of a struct, and of the structs
// in it, stand for.
func keysOf(v any) []string {
	var keys []string
	collectKeys(reflect.TypeOf(v), &keys)
	return keys
}

func collectKeys(t reflect.Type, keys *[]string) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || t.PkgPath() == "time" {
		return
	}
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("toml"), ",")
		if name == "" {
			name = strings.ToLower(f.Name)
		}
		*keys = append(*keys, name)
		collectKeys(f.Type, keys)
	}
}
