;;; article-mode-tests.el --- Tests, run by run.sh  -*- lexical-binding: t; -*-

;; ~/.emacs.d/init.el is what README.md says.  ARTICLE_GRAMMAR says whether the grammar is to be there.

(require 'ert)
(require 'eglot)
(require 'flymake)
(require 'imenu)
(require 'url)
(require 'xref)

(defmacro with-article (text &rest body)
  "Run BODY in a buffer of `article-mode' with TEXT, coloured.  No server."
  (declare (indent 1))
  `(with-temp-buffer
     (insert ,text)
     (let ((article-mode-hook nil)) (article-mode))
     (font-lock-ensure)
     ,@body))

(defun faces-of (words)
  "The faces at the start of WORDS."
  (goto-char (point-min))
  (let ((case-fold-search nil))
    (search-forward words))
  (ensure-list (get-text-property (match-beginning 0) 'face)))

(defun wait-for (condition)
  "Wait until the function CONDITION gives something, and return that."
  (let ((end (+ (float-time) 20)) found)
    (while (and (not (setq found (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.05))
    found))

(defvar bridge (expand-file-name "desk/bridge.article" "~"))

(defmacro with-server (&rest body)
  "Run BODY in the article of the desk, with the server."
  `(let ((buffer (find-file-noselect bridge)) (eglot-sync-connect 20) (eglot-autoshutdown t))
     (with-current-buffer buffer
       (unwind-protect
           (progn
             (apply #'eglot (eglot--guess-contact))
             (should (eglot-managed-p))
             ,@body)
         (set-buffer-modified-p nil)
         (kill-buffer buffer)))))

(ert-deftest article-files-are-articles ()
  (let ((article-mode-hook nil))
    (with-current-buffer (find-file-noselect bridge)
      (should (eq major-mode 'article-mode))
      (should (equal comment-start "{% "))
      (kill-buffer))))

(defun mode-of (name text)
  "The mode of a file called NAME that holds TEXT."
  (let* ((article-mode-hook nil) (folder (make-temp-file "desk" t)) (file (expand-file-name name folder)))
    (unwind-protect
        (progn
          (with-temp-file file (insert text))
          (with-current-buffer (find-file-noselect file)
            (prog1 major-mode (kill-buffer))))
      (delete-directory folder t))))

(ert-deftest a-date-on-the-first-line-makes-an-article-of-a-file-that-says-nothing-else ()
  (should (eq (mode-of "bridge" " date 2024-03-01 The bridge reopened.\n") 'article-mode))
  (should (eq (mode-of "bridge" "date: 2024-03-01\n\nIt reopened.\n") 'article-mode))
  (should-not (eq (mode-of "bridge.txt" "date: 2024-03-01\n") 'article-mode))
  (should-not (eq (mode-of "notes" "dates: 2024-03-01\n") 'article-mode))
  (should-not (eq (mode-of "notes" "Rain.\ndate: 2024-03-01\n") 'article-mode)))

(ert-deftest the-grammar-is-used-if-it-is-there ()
  (with-article "Rain.\n"
    (should (eq (not (null (treesit-parser-list))) (equal (getenv "ARTICLE_GRAMMAR") "yes")))))

(ert-deftest quotations-have-a-colour ()
  (with-article "The “rain\nfell” and \"stopped\" at 12\" or so.\n\n“Never closed.\n\nRain.\n"
    (dolist (words '("rain" "fell" "stopped" "Never"))
      (should (memq 'article-quotation (faces-of words))))
    (dolist (words '("The" "and" "or so" "Rain"))
      (should-not (faces-of words)))))

(ert-deftest a-change-colours-the-paragraph-anew ()
  (with-article "The “rain fell\nand stopped.\n\nIt shone.\n"
    (should (memq 'article-quotation (faces-of "stopped")))
    (goto-char (point-min))
    (search-forward "rain")
    (insert "”")
    (font-lock-ensure)
    (should-not (faces-of "stopped"))
    (should-not (faces-of "It shone"))))

(ert-deftest headers-have-a-colour ()
  (with-article "title: Rain\ndate: 2024-03-01\n\nIt fell on date: 2024-03-01.\n"
    (should (memq 'article-key (faces-of "title")))
    (should (memq 'article-value (faces-of "2024")))
    (should-not (faces-of "fell"))
    (should-not (faces-of "date: 2024-03-01.")))
  (with-article " date 2024-03-01 The rain fell.\n"
    (should (memq 'article-key (faces-of "date")))
    (should-not (faces-of "rain"))))

(ert-deftest annotations-and-comments-have-a-colour ()
  (with-article "“No.”{speaker=\"Ann Lee\"} and “smart”{.scare}. {% a “comment” %}\n\n# Rain fell\n\n> No.\n"
    (should (memq 'article-annotation (faces-of "{speaker")))
    (should (memq 'article-value (faces-of "Ann Lee")))
    (should (memq 'article-annotation (faces-of "{.scare")))
    (should (memq 'article-comment (faces-of "comment")))
    (should (memq 'article-heading (faces-of "Rain")))
    (should (memq 'article-annotation (faces-of ">")))))

(ert-deftest the-server-reports-problems ()
  (with-server
   (flymake-start)
   (let ((problems (wait-for #'flymake-diagnostics)))
     (should (= (length problems) 1))
     (should (string-match-p "unattributed-quote" (flymake-diagnostic-text (car problems))))
     (goto-char (flymake-diagnostic-beg (car problems)))
     (should (looking-at-p "“?Nobody has asked"))
     (should (equal (article--rule-at-point) "unattributed-quote")))))

(ert-deftest the-server-knows-who-is-meant ()
  (with-server
   (goto-char (point-min))
   (search-forward "Ruiz said")
   (goto-char (match-beginning 0))
   (let ((card (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams))))
     (should (string-match-p "Ana Ruiz" (format "%S" card))))))

(ert-deftest the-outline-lists-speakers ()
  (with-server
   (should (string-match-p "Ana Ruiz" (format "%S" (funcall imenu-create-index-function))))))

(ert-deftest speakers-stand-beside-quotations ()
  (with-server
   (should eglot-inlay-hints-mode)
   (let ((hints (jsonrpc-request
                 (eglot-current-server) :textDocument/inlayHint
                 (list :textDocument (eglot--TextDocumentIdentifier)
                       :range '(:start (:line 0 :character 0) :end (:line 9 :character 0))))))
     (should (string-match-p "Ana Ruiz" (format "%S" hints))))))

(ert-deftest names-lead-to-where-somebody-is-introduced ()
  (with-server
   (goto-char (point-min))
   (search-forward "Ruiz said")
   (goto-char (match-beginning 0))
   (let ((found (xref-backend-definitions (xref-find-backend) (xref-backend-identifier-at-point (xref-find-backend)))))
     (should (string-match-p "Ana Ruiz opened" (xref-item-summary (car found)))))
   (should (= (length (xref-backend-references (xref-find-backend)
                                               (xref-backend-identifier-at-point (xref-find-backend))))
              2))))

(ert-deftest people-are-renamed ()
  (with-server
   (goto-char (point-min))
   (search-forward "Ana Ruiz")
   (goto-char (match-beginning 0))
   (let ((eglot-confirm-server-edits nil))
     (eglot-rename "Eva Lund"))
   (should (string-match-p "Deputy Mayor Eva Lund opened" (buffer-string)))
   (should (string-match-p "Lund said" (buffer-string)))))

(ert-deftest quotations-get-their-speaker ()
  (with-server
   (goto-char (point-min))
   (search-forward "Nobody has")
   (let ((actions (eglot-code-actions (point) (point) "quickfix" nil))
         (eglot-confirm-server-edits nil))
     (eglot-execute (eglot-current-server)
                    (seq-find (lambda (action) (equal (plist-get action :title) "Attribute to Ana Ruiz")) actions)))
   (should (string-match-p "what they think of it.”{speaker=\"Ana Ruiz\"}" (buffer-string)))))

(ert-deftest names-are-completed-in-annotations ()
  (with-server
   (goto-char (point-max))
   (insert "\n“No.”{speaker=\"")
   (eglot--signal-textDocument/didChange)
   (let ((table (nth 2 (eglot-completion-at-point))))
     (should (member "Ana Ruiz" (all-completions "" table))))))

(ert-deftest rules-are-explained ()
  (should (member "name-variant" (article--rules)))
  (article-explain "name-variant")
  (with-current-buffer "*Onrecord*"
    (should (string-match-p "What it finds" (buffer-string))))
  (should-error (article-explain "no-such-rule") :type 'user-error))

(ert-deftest a-report-is-shown-as-a-page ()
  (with-server
   (let* (shown
          (browse-url-browser-function (lambda (url &rest _) (setq shown url))))
     (article-report)
     (with-temp-buffer
       (insert-file-contents (url-unhex-string (url-filename (url-generic-parse-url shown))))
       (should (looking-at-p "<!DOCTYPE html>"))
       (should (search-forward "Ana Ruiz" nil t))))))

(ert-deftest a-report-is-written ()
  (let ((file (make-temp-file "report" nil ".html")))
    (with-server
     (goto-char (point-max))
     (insert "\n“Never,” said Ivo Stern, the harbour master.\n")
     (article-report file))
    (with-temp-buffer
      (insert-file-contents file)
      (should (search-forward "Ivo Stern" nil t)))))

(ert-deftest articles-are-exported ()
  (with-server
   (article-export "csv")
   (with-current-buffer "*bridge.article in csv*"
     (should (looking-at-p "article,date,"))
     (should (search-forward "Ana Ruiz,named,person" nil t))))
  (with-temp-buffer
    (should-error (article-report) :type 'user-error)))

;;; article-mode-tests.el ends here
