autocmd BufRead,BufNewFile *.fil setfiletype filrouge
autocmd BufRead,BufNewFile *.fil.md set filetype=markdown.filrouge
